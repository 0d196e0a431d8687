// What a plugin costs: its process from nothing to ready, a call, a death and the answer after it,
// verifying a bundle in full and from the cache, and listing one bundle and fifty.
#include <benchmark/benchmark.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "core/plugin/host_client.h"
#include "core/plugin/verified_cache.h"
#include "tests/bench/many_plugins.h"

namespace anteroom::bench {
namespace {

const std::string& bundle_directory() {
  static const std::string directory = ANTEROOM_BINARY_DIR "/plugins/upper-back-pain";
  return directory;
}

std::shared_ptr<const plugin::Bundle> bundle() {
  static const plugin::Bundle::Loaded loaded = plugin::Bundle::load(bundle_directory());
  if (!loaded.bundle) {
    std::fputs("The bundle upper-back-pain is not built.\n", stderr);
    std::exit(1);
  }
  return loaded.bundle;
}

plugin::HostOptions host() {
  plugin::HostOptions options;
  options.host_path = ANTEROOM_BIN_DIR "/anteroom-plugin-host";
  // Deaths are what is measured here, not what is punished.
  options.quarantine =
      std::make_shared<plugin::Quarantine>("", plugin::QuarantineLimits{.deaths = 1 << 30});
  return options;
}

plugin::PluginAnswers answers() {
  const form::Form form(bundle()->definition(), {});
  return plugin::answers_for(bundle()->manifest(), form);
}

/// A call that is not answered measures something else.
void must(benchmark::State& state, bool good) {
  if (!good) state.SkipWithError("the plugin did not answer");
}

bool answered(plugin::HostClient& client, const plugin::PluginAnswers& given) {
  return !client.check(given).at(0).reason.starts_with("AR-");
}

void spawn_to_ready(benchmark::State& state) {
  for (auto _ : state) {
    plugin::HostClient client(bundle(), host());
    must(state, client.selftest().ok());
  }
}
BENCHMARK(spawn_to_ready)->Unit(benchmark::kMillisecond)->UseRealTime();

void call(benchmark::State& state) {
  plugin::HostClient client(bundle(), host());
  const plugin::PluginAnswers given = answers();
  must(state, answered(client, given));
  for (auto _ : state) must(state, answered(client, given));
}
BENCHMARK(call)->Unit(benchmark::kMicrosecond)->UseRealTime();

/// From the death of the process to the answer of the next one.
void recovery(benchmark::State& state) {
  plugin::HostClient client(bundle(), host());
  const plugin::PluginAnswers given = answers();
  must(state, answered(client, given));
  for (auto _ : state) {
    kill(client.child_pid(), SIGKILL);
    bool again = answered(client, given);
    if (!again) again = answered(client, given);  // the death was noticed in the call
    must(state, again);
  }
}
BENCHMARK(recovery)->Unit(benchmark::kMillisecond)->UseRealTime();

void verify_in_full(benchmark::State& state) {
  for (auto _ : state) must(state, plugin::Bundle::load(bundle_directory()).bundle != nullptr);
}
BENCHMARK(verify_in_full)->Unit(benchmark::kMillisecond)->UseRealTime();

void verify_from_cache(benchmark::State& state) {
  for (auto _ : state)
    must(state, !plugin::fingerprint(bundle_directory(), bundle()->manifest().sha256).empty());
}
BENCHMARK(verify_from_cache)->Unit(benchmark::kMillisecond)->UseRealTime();

/// What the kiosk's start reads of its plugins, all verified before.
void list_plugins(benchmark::State& state) {
  const ManyPlugins many(bundle_directory(), static_cast<int>(state.range(0)));
  const std::string cache = many.root() + "/verified.json";
  must(state, plugin::list_catalogue({many.plugins()}, {}, cache).refused.empty());
  for (auto _ : state) {
    const plugin::Catalogue catalogue = plugin::list_catalogue({many.plugins()}, {}, cache);
    must(state, catalogue.bundles.size() == static_cast<std::size_t>(state.range(0)));
  }
}
BENCHMARK(list_plugins)->Arg(1)->Arg(50)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace anteroom::bench

BENCHMARK_MAIN();
