// An answer acknowledged on screen is on disk: the kiosk is killed (SIGKILL) after every question
// of one visit.
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "core/intake/intake.h"
#include "tests/e2e/kiosk_driver.h"
#include "tests/e2e/patient.h"

namespace anteroom::e2e {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPlugin = "upper-back-pain";

/// The words of an ItemState in the notation of the case files, so that both sides can be compared.
std::vector<std::string> words_of(const form::ItemState& state) {
  if (state.number) return {state.number->to_string()};
  std::vector<std::string> words = state.codes;
  if (state.kind == form::ItemState::Kind::unknown) words = {std::string(to_code(state.reason))};
  std::sort(words.begin(), words.end());
  return words;
}

std::vector<std::string> words_of(const fhir::Json& value) {
  if (value.is_integer()) return {std::to_string(value.as_integer())};
  if (value.is_array()) {
    std::vector<std::string> words;
    for (const auto& code : value.as_array()) words.push_back(code.as_string());
    std::sort(words.begin(), words.end());
    return words;
  }
  if (value.as_string() == "not-sure") return {"asked-unknown"};
  if (value.as_string() == "prefer-not") return {"asked-declined"};
  return {value.as_string()};
}

/// Opens what the dead kiosk left on disk, as the next start would, and looks for every
/// acknowledged answer.
std::size_t expect_all_on_disk(const std::string& state_directory, const Patient& patient) {
  SystemClock clock;
  auto store = store::Store::open({.directory = state_directory,
                                   .key_file = state_directory + "/keys/device.key",
                                   .create_key = false},
                                  clock);
  EXPECT_TRUE(store.ok()) << store.error().to_string();
  if (!store.ok()) return 0;
  auto drafts = (*store)->drafts();
  if (!drafts.ok() || drafts->empty()) {
    EXPECT_TRUE(patient.acknowledged().empty())
        << "answers were acknowledged and no draft is there";
    return 0;
  }
  intake::Services services;
  services.store = store->get();
  services.clock = &clock;
  services.catalogue =
      plugin::load_catalogue({std::string(ANTEROOM_BINARY_DIR) + "/plugins"}).bundles;
  auto visit = intake::Intake::resume(services, drafts->front().id);
  EXPECT_TRUE(visit.ok()) << visit.error().to_string();
  if (!visit.ok()) return 0;
  const form::Form* form = (*visit)->form(kPlugin);
  std::size_t found = 0;
  for (const auto& [link_id, value] : patient.acknowledged()) {
    if (form == nullptr) {
      ADD_FAILURE() << "no form in the draft";
      break;
    }
    if (form->definition().find(link_id)->type == form::ItemType::text) {
      EXPECT_FALSE(form->answers(link_id).empty()) << link_id;
    } else {
      const auto states = form->states(link_id);
      EXPECT_EQ(states.size(), 1u) << link_id;
      if (states.size() == 1) {
        EXPECT_EQ(words_of(states[0]), words_of(value)) << link_id;
      }
    }
    ++found;
  }
  return found;
}

TEST(KillBetweenAnswers, LosesNothingAtAnyQuestion) {
  const std::string work =
      fs::temp_directory_path() / ("anteroom-kill-" + std::to_string(getpid()));
  fs::remove_all(work);
  DriverOptions options;
  options.binary_directory = ANTEROOM_BIN_DIR;
  options.plugins = std::string(ANTEROOM_BINARY_DIR) + "/plugins";
  options.work_directory = work;
  options.extra = {"--language", "en"};
  Patient patient(
      std::string(ANTEROOM_SOURCE_DIR) + "/plugins/upper_back_pain/cases/upper-back-pain.json",
      "C02");
  KioskDriver kiosk(options);
  kiosk.start();
  int kills = 0;
  std::size_t most = 0;
  while (patient.answer_page(kiosk)) {
    const std::string key = kiosk.screen().key;
    if (patient.acknowledged().empty() || key == "done") continue;
    kiosk.kill_kiosk(SIGKILL);
    ++kills;
    most = std::max(most, expect_all_on_disk(work + "/state", patient));
    if (HasFailure()) break;
    kiosk.start({"--resume"});
    EXPECT_EQ(kiosk.screen().key, key) << "the resumed visit stands at another page";
  }
  kiosk.kill_kiosk(SIGTERM);
  EXPECT_GT(kills, 40);
  EXPECT_GT(most, 55u);
  fs::remove_all(work);
}

}  // namespace
}  // namespace anteroom::e2e
