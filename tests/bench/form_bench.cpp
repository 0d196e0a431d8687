// What one answer costs on forms of 10 to 5000 questions: accept, store, recompute, change set. No
// store, no screen.
//   form_bench --benchmark_repetitions=3 --benchmark_report_aggregates_only=true
// Invariant: the median at 5000 is at most 1.5 times that at 100.
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "tests/bench/generated_form.h"

namespace {

using namespace anteroom;

std::shared_ptr<const form::Definition> definition_of(int questions) {
  auto loaded = form::Definition::load(bench::generated_questionnaire(questions));
  if (!loaded) std::abort();
  return std::move(loaded).value();
}

form::LaunchContext launch() {
  return {};
}

void answer(benchmark::State& state) {
  const int questions = static_cast<int>(state.range(0));
  form::Form form(definition_of(questions), launch());
  const std::vector<bench::Event> events = bench::generated_events(questions, 1000);
  // Every group has answers before the clock runs: scores sum something, gates are decided.
  for (const bench::Event& event : events) {
    if (!form.answer(event.link_id, {event.answer})) std::abort();
  }
  std::size_t next = 0;
  const std::size_t before = form.recomputed();
  for (auto _ : state) {
    const bench::Event& event = events[next++ % events.size()];
    auto change = form.answer(event.link_id, {event.answer});
    benchmark::DoNotOptimize(change);
  }
  state.counters["units"] = benchmark::Counter(static_cast<double>(form.recomputed() - before),
                                               benchmark::Counter::kAvgIterations);
}
BENCHMARK(answer)->Arg(10)->Arg(100)->Arg(1000)->Arg(5000)->Unit(benchmark::kMicrosecond);

void load(benchmark::State& state) {
  const fhir::Json questionnaire = bench::generated_questionnaire(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    auto definition = form::Definition::load(questionnaire);
    benchmark::DoNotOptimize(definition);
  }
}
BENCHMARK(load)->Arg(100)->Arg(1000)->Arg(5000)->Unit(benchmark::kMillisecond);

void start(benchmark::State& state) {
  const auto definition = definition_of(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    form::Form form(definition, launch());
    benchmark::DoNotOptimize(form);
  }
}
BENCHMARK(start)->Arg(100)->Arg(1000)->Arg(5000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
