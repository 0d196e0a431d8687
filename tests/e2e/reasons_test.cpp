// Two reasons at the real kiosk: killed (SIGKILL) between answers it comes back to the same page,
// and the record has a response and all rules of both, with shared answers in each.
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "core/intake/intake.h"
#include "core/summary/summary.h"
#include "tests/e2e/finished_record.h"
#include "tests/e2e/kiosk_driver.h"
#include "tests/e2e/patient.h"

namespace anteroom::e2e {
namespace {

namespace fs = std::filesystem;

/// Links to the bundles of a clinic that has two conditions and the common history.
fs::path link_bundles(const fs::path& work) {
  const fs::path plugins = work / "plugins";
  fs::create_directories(plugins);
  for (const char* id : {"upper-back-pain", "neck-pain", "general-history"})
    fs::copy(fs::path(ANTEROOM_BINARY_DIR) / "plugins" / id, plugins / id,
             fs::copy_options::recursive);
  return plugins;
}

TEST(TwoReasons, OneVisitAlsoWhenTheKioskDiesBetweenAnswers) {
  const fs::path work =
      fs::temp_directory_path() / ("anteroom-reasons-" + std::to_string(getpid()));
  fs::remove_all(work);
  DriverOptions options;
  options.binary_directory = ANTEROOM_BIN_DIR;
  options.plugins = link_bundles(work);
  options.work_directory = work;
  options.extra = {"--language", "en"};
  const std::string source = ANTEROOM_SOURCE_DIR;
  Patient patient(source + "/plugins/upper_back_pain/cases/upper-back-pain.json", "C02");
  patient.also(source + "/plugins/neck_pain/cases/people.json", "P12");
  KioskDriver kiosk(options);
  kiosk.start();
  int pages = 0, kills = 0;
  std::set<std::string> keys;
  while (patient.answer_page(kiosk)) {
    const std::string key = kiosk.screen().key;
    keys.insert(key);
    if (++pages % 15 != 0 || patient.acknowledged().empty() || key == "done") continue;
    kiosk.kill_kiosk(SIGKILL);
    ++kills;
    kiosk.start({"--resume"});
    EXPECT_EQ(kiosk.screen().key, key) << "the resumed visit stands at another page";
  }
  kiosk.kill_kiosk(SIGTERM);
  EXPECT_GT(kills, 3);
  EXPECT_TRUE(keys.contains("item:upper-back-pain/nrs-now"));
  EXPECT_TRUE(keys.contains("item:neck-pain/nrs-now"));
  EXPECT_FALSE(keys.contains("item:neck-pain/hx-cancer"));
  const intake::Record record = finished_record(work / "state");
  ASSERT_EQ(record.plugins.size(), 3u);
  ASSERT_EQ(record.responses.size(), 3u);
  std::set<std::string> answered;
  for (const intake::AnswerLine& line : record.answers)
    if (line.link_id == "hx-cancer" && line.kind == form::ItemState::Kind::answered)
      answered.insert(line.plugin);
  EXPECT_EQ(answered.size(), 3u) << "asked once, answered in all";
  EXPECT_EQ(summary::summarise(record).conditions.size(), 2u);
  fs::remove_all(work);
}

}  // namespace
}  // namespace anteroom::e2e
