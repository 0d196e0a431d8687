// A plugin cannot hurt the visit: with a library that aborts, and with one that hangs, the patient
// reaches the end at the real kiosk, and the record says "not evaluated" for exactly the plugin's
// coded checks.
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "core/base/hash.h"
#include "core/exchange/exchange.h"
#include "core/summary/summary.h"
#include "tests/e2e/finished_record.h"
#include "tests/e2e/kiosk_driver.h"
#include "tests/e2e/patient.h"

namespace anteroom::e2e {
namespace {

namespace fs = std::filesystem;
using fhir::Json;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A copy of the real bundle with another library in it; the manifest's hashes follow.
void make_bundle(const std::string& library, const fs::path& plugins) {
  const fs::path bundle = plugins / "upper-back-pain";
  fs::create_directories(plugins);
  fs::copy(fs::path(ANTEROOM_BINARY_DIR) / "plugins" / "upper-back-pain", bundle,
           fs::copy_options::recursive);
  fs::copy_file(library, bundle / "libupper_back_pain.so", fs::copy_options::overwrite_existing);
  auto manifest = fhir::read_json_file(bundle / "plugin.json");
  ASSERT_TRUE(manifest.ok());
  const std::string hash = sha256_hex(read_file(library));
  manifest->find("library")->set("sha256", hash);
  if (Json* file = manifest->find("files")->find("libupper_back_pain.so")) *file = Json(hash);
  fs::permissions(bundle / "plugin.json", fs::perms::owner_write, fs::perm_options::add);
  std::ofstream(bundle / "plugin.json", std::ios::binary)
      << fhir::write_json(*manifest, fhir::JsonLayout::pretty);
}

/// Plays one whole visit at the kiosk and gives the record that the courier would read.
intake::Record visit_with(const std::string& plugins, const std::string& work) {
  DriverOptions options;
  options.binary_directory = ANTEROOM_BIN_DIR;
  options.plugins = plugins;
  options.work_directory = work;
  options.extra = {"--language", "en"};
  Patient patient(
      std::string(ANTEROOM_SOURCE_DIR) + "/plugins/upper_back_pain/cases/upper-back-pain.json",
      "C09");
  KioskDriver kiosk(options);
  kiosk.start();
  while (patient.answer_page(kiosk)) {
  }
  EXPECT_EQ(kiosk.screen().key, "done");
  kiosk.kill_kiosk(SIGTERM);
  return finished_record(work + "/state");
}

class PluginFault : public testing::TestWithParam<const char*> {};

TEST_P(PluginFault, CostsExactlyTheCodedChecks) {
  const std::string fault = GetParam();
  const fs::path work =
      fs::temp_directory_path() / ("anteroom-fault-" + fault + "-" + std::to_string(getpid()));
  fs::remove_all(work);
  make_bundle(std::string(ANTEROOM_BINARY_DIR) + "/tests/e2e/libfaulty_" + fault + ".so",
              work / "plugins");
  const auto record = visit_with(work / "plugins", work / "kiosk");

  ASSERT_EQ(record.coded_checks.size(), 1u);
  EXPECT_EQ(record.coded_checks[0].second.id, "pain-inconsistent");
  EXPECT_EQ(record.coded_checks[0].second.outcome, plugin::Outcome::not_evaluated);
  // Every rule that is data was evaluated by core itself: the case's own expectation holds.
  std::vector<std::string> fired;
  for (const auto& finding : record.findings) {
    EXPECT_NE(finding.finding.state, triage::RuleState::not_evaluated) << finding.finding.rule_id;
    if (finding.finding.state == triage::RuleState::fired) fired.push_back(finding.finding.rule_id);
  }
  EXPECT_EQ(fired, (std::vector<std::string>{"RF-R04", "RF-R12"}));
  const std::string text = summary::to_text(summary::summarise(record));
  EXPECT_NE(text.find("not evaluated"), std::string::npos) << text;
  fs::remove_all(work);
}

INSTANTIATE_TEST_SUITE_P(Faults, PluginFault, testing::Values("abort", "hang"));

}  // namespace
}  // namespace anteroom::e2e
