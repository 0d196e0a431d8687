// anteroom form bench: what one questionnaire costs on this machine, for form authors.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>

#include "core/base/file.h"
#include "core/form/form.h"
#include "kiosk/cli/commands.h"

namespace anteroom::cli {

namespace {

using Steady = std::chrono::steady_clock;

double microseconds(const std::function<void()>& call) {
  const auto start = Steady::now();
  call();
  return std::chrono::duration<double, std::micro>(Steady::now() - start).count();
}

struct Figures {
  std::size_t count = 0;
  double median = 0;
  double slowest = 0;
};

Figures figures_of(std::vector<double> samples) {
  if (samples.empty()) return {};
  std::ranges::sort(samples);
  return {samples.size(), samples[samples.size() / 2], samples.back()};
}

/// A value that the item takes; nothing for items that answers do not go to.
std::optional<form::AnswerValue> sample_answer(const form::ItemDefinition& item) {
  if (item.read_only) return std::nullopt;
  switch (item.type) {
    case form::ItemType::boolean:
      return form::AnswerValue::boolean(true);
    case form::ItemType::integer:
      return form::AnswerValue::integer(1);
    case form::ItemType::decimal:
      return form::AnswerValue::decimal(fhir::Decimal(15, 1));
    case form::ItemType::string:
    case form::ItemType::text:
      return form::AnswerValue::string("text");
    case form::ItemType::date:
      return form::AnswerValue::date("2026-01-02");
    case form::ItemType::choice:
    case form::ItemType::open_choice:
      if (item.options.empty() || !item.options.front().value.is_object()) return std::nullopt;
      return form::AnswerValue{item.options.front().value};
    default:
      return std::nullopt;
  }
}

/// Answers every question once and takes the answer back, as a person would one by one.
Figures time_answers(const std::shared_ptr<const form::Definition>& definition) {
  form::Form form(definition, {});
  std::vector<double> samples;
  for (const std::string& id : definition->link_ids()) {
    const auto value = sample_answer(*definition->find(id));
    if (!value) continue;
    Result<form::ChangeSet> change = form::ChangeSet{};
    const double us = microseconds([&] { change = form.answer(id, {*value}); });
    if (change) samples.push_back(us);  // a refused answer is not what is measured
  }
  return figures_of(std::move(samples));
}

Result<void> repeat(std::vector<double>& samples, const std::function<Result<void>()>& call) {
  constexpr int kRounds = 9;
  for (int i = 0; i < kRounds; ++i) {
    Result<void> done;
    samples.push_back(microseconds([&] { done = call(); }));
    if (!done) return done;
  }
  return {};
}

fhir::Json number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  const auto decimal = fhir::Decimal::parse(text);
  return decimal ? fhir::Json(*decimal) : fhir::Json();
}

void print(const std::vector<std::pair<std::string, Figures>>& rows, const Context& context) {
  if (context.output == Output::text) {
    for (const auto& [what, figures] : rows)
      std::printf("%-8s median %10.1f us   slowest %10.1f us   (%zu)\n", what.c_str(),
                  figures.median, figures.slowest, figures.count);
    return;
  }
  fhir::Json out = fhir::Json::object();
  for (const auto& [what, figures] : rows) {
    fhir::Json row = fhir::Json::object().set("medianUs", number(figures.median));
    row.set("slowestUs", number(figures.slowest));
    out.set(what, row.set("count", static_cast<std::int64_t>(figures.count)));
  }
  context.print(out);
}

void run_bench(const std::string& path, Context& context) {
  constexpr std::size_t kMost = std::size_t{16} << 20;
  const auto text = read_file(path, kMost);
  if (!text) return context.fail(2, text.error());
  std::shared_ptr<const form::Definition> definition;
  std::vector<double> loads, starts;
  const auto loaded = repeat(loads, [&]() -> Result<void> {
    auto json = fhir::parse_json(*text);
    if (!json) return json.error();
    auto made = form::Definition::load(std::move(json).value());
    if (!made) return made.error();
    definition = std::move(made).value();
    return {};
  });
  if (!loaded) return context.fail(2, fhir::with_place(loaded.error(), *text));
  const auto started = repeat(starts, [&]() -> Result<void> {
    const form::Form form(definition, {});
    return {};
  });
  if (!started) return context.fail(2, started.error());
  print({{"load", figures_of(loads)},
         {"start", figures_of(starts)},
         {"answer", time_answers(definition)}},
        context);
}

}  // namespace

void add_form_bench_command(CLI::App& form, Context& context) {
  auto path = std::make_shared<std::string>();  // lives as long as the callback that reads it
  CLI::App* command = form.add_subcommand(
      "bench", "Time loading, starting and answering a questionnaire, in memory");
  command->add_option("questionnaire", *path, "Questionnaire (JSON)")->required();
  add_json_flag(*command, context);
  command->callback([path, &context] { run_bench(*path, context); });
}

}  // namespace anteroom::cli
