// The zoo's animals as plugins that a client can meet.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/plugin/host_client.h"
#include "core/plugin/library_image.h"

namespace anteroom::plugin {

inline constexpr int kPatience =
    30000;  // ms where the deadline is not what the test is about: machines can be busy

inline std::string zoo_library(const std::string& name) {
  return "libzoo_" + name + ".so";
}

inline HostedPlugin animal(const std::string& library,
                           const std::string& directory = ANTEROOM_BINARY_DIR "/zoo") {
  HostedPlugin plugin;
  plugin.directory = directory;
  plugin.manifest.id = "zoo";
  plugin.manifest.library = library;
  const auto bytes = read_regular_file(directory + "/" + library, kMaxLibraryBytes);
  if (bytes) plugin.manifest.library_sha256 = sha256_hex(*bytes);
  plugin.manifest.checks = {{"zoo-check", triage::Tier::routine, "A check"}};
  plugin.manifest.reads = {"fault"};
  plugin.manifest.redflag_deadline_ms = kPatience;
  return plugin;
}

inline HostOptions options() {
  HostOptions options;
  options.host_path = ANTEROOM_BIN_DIR "/anteroom-plugin-host";
  options.load_deadline = options.describe_deadline = std::chrono::milliseconds{kPatience};
  return options;
}

inline PluginAnswers answers(const std::string& fault) {
  form::ItemState state;
  state.kind = form::ItemState::Kind::answered;
  state.codes = {fault};
  return {{{"fault", state}}, "en"};
}

inline CheckOutcome check(HostClient& client, const std::string& fault = "none") {
  const std::vector<CheckOutcome> outcomes = client.check(answers(fault));
  EXPECT_EQ(outcomes.size(), 1U);  // one a check of the manifest, always
  return outcomes.empty() ? CheckOutcome{} : outcomes.front();
}

/// Every way of failing in a call (calls.cpp).
inline const std::vector<std::string>& faults() {
  static const std::vector<std::string> all{
      "throws",           "aborts",         "segfaults",
      "stack-overflow",   "exit-zero",      "hangs",
      "slow-drip",        "flood",          "flood-of-replies",
      "oversize",         "bad-utf8",       "deep-json",
      "not-json",         "duplicate-keys", "wrong-id",
      "two-replies",      "writes-to-line", "no-reply",
      "closes-line",      "forks",          "starts-a-thread",
      "starts-a-program", "kills-itself",   "unknown-check",
      "drops-the-check",  "unknown-key",    "twice",
      "foreign-item",     "error",          "unsupported"};
  return all;
}

/// Every library that fails while it is loaded (load/*.c).
inline const std::vector<std::string>& loading_faults() {
  static const std::vector<std::string> all{"no_entry",
                                            "null_table",
                                            "short_struct",
                                            "wrong_major",
                                            "null_call",
                                            "undefined_symbol",
                                            "constructor_aborts",
                                            "constructor_hangs",
                                            "constructor_opens_socket",
                                            "constructor_writes_file",
                                            "other_description",
                                            "no_capability"};
  return all;
}

inline void expect_good_plugin_works() {
  HostClient good(animal(zoo_library("good")), options());
  const CheckOutcome outcome = check(good);
  EXPECT_EQ(outcome.outcome, Outcome::absent);
  EXPECT_EQ(outcome.reason, "");
}

}  // namespace anteroom::plugin
