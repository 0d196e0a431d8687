#include "tests/e2e/patient.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <stdexcept>

namespace anteroom::e2e {
namespace {

using fhir::Json;

constexpr std::string_view kRow = "row:";

/// "<name>" of a row, "<bundle id>/<linkId>" among those of several conditions.
std::pair<std::string, std::string> named(const std::string& row, const std::string& plugin) {
  const auto slash = row.find('/');
  if (slash == std::string::npos) return {plugin, row};
  return {row.substr(0, slash), row.substr(slash + 1)};
}

const Json& case_of(const Json& cases, const std::string& id) {
  for (const auto& one : cases.array_or_empty("cases"))
    if (one.string_or_empty("id") == id) return one;
  throw std::runtime_error("no case " + id);
}

/// The linkIds of a row page, in order: controls are named row:<linkId>:<code>.
std::vector<std::string> row_link_ids(const Screen& screen) {
  std::vector<std::string> out;
  for (const auto& control : screen.controls) {
    if (!control.id.starts_with(kRow)) continue;
    const auto end = control.id.rfind(':');
    const std::string link_id = control.id.substr(kRow.size(), end - kRow.size());
    if (out.empty() || out.back() != link_id) out.push_back(link_id);
  }
  return out;
}

/// "item:neck-pain/nrs-now" -> {"neck-pain", "nrs-now"}; rows pages alike.
std::pair<std::string, std::string> item_of(const std::string& key) {
  const auto colon = key.find(':'), slash = key.rfind('/');
  if (colon == std::string::npos || slash == std::string::npos) return {};
  return {key.substr(colon + 1, slash - colon - 1), key.substr(slash + 1)};
}

Json read_cases(const std::string& file) {
  auto cases = fhir::read_json_file(file);
  if (!cases) throw std::runtime_error(cases.error().to_string());
  return std::move(*cases);
}

}  // namespace

Patient::Patient(const std::string& cases_file, const std::string& case_id) {
  also(cases_file, case_id);
  const Json* age = reasons_.front().answers.find("start-age");
  const std::chrono::year_month_day today{
      std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())};
  // Born on 1 January: already this age on any day of the year.
  birth_year_ = std::to_string(int(today.year()) -
                               int(age != nullptr && age->is_integer() ? age->as_integer() : 40));
}

void Patient::also(const std::string& cases_file, const std::string& case_id) {
  const Json cases = read_cases(cases_file);
  reasons_.push_back(
      {std::string(cases.string_or_empty("plugin")), *case_of(cases, case_id).find("answers")});
}

/// The condition's own case; what it does not know (a common history's questions), any other's.
const Json* Patient::answer_of(const std::string& plugin, const std::string& link_id) const {
  const Json* found = nullptr;
  for (const Reason& reason : reasons_) {
    const Json* answer = reason.answers.find(link_id);
    if (reason.plugin == plugin && answer != nullptr) return answer;
    if (found == nullptr) found = answer;
  }
  return found;
}

void Patient::told(const std::string& plugin, const std::string& link_id, Json value) {
  const bool first = plugin == reasons_.front().plugin;
  pending_[first ? link_id : plugin + "/" + link_id] = std::move(value);
}

void Patient::choose(KioskDriver& kiosk, const std::string& code) {
  const std::string id = "option:" + code;
  for (int page = 0; page < 8; ++page) {
    if (kiosk.screen().find(id) != nullptr) {
      kiosk.tap(id);
      tell_staff_when_asked(kiosk);
      return;
    }
    if (!kiosk.tap_if_shown("more:next") && !kiosk.tap_if_shown("view:front") &&
        !kiosk.tap_if_shown("view:back"))
      break;
  }
  throw std::runtime_error("the answer " + id + " is not offered on " + kiosk.screen().key);
}

void Patient::tell_staff_when_asked(KioskDriver& kiosk) {
  if (kiosk.screen().kind != "urgent") return;
  if (look_) look_(kiosk.screen());
  kiosk.tap("told-staff");
}

void Patient::fill_rows(KioskDriver& kiosk, const Screen& screen) {
  const std::string page_plugin = item_of(screen.key).first;
  for (const auto& row : row_link_ids(screen)) {
    const auto [plugin, link_id] =
        named(row, page_plugin.empty() ? reasons_.front().plugin : page_plugin);
    const Json* answer = answer_of(plugin, link_id);
    // Left open: Continue asks once, then it is skipped.
    if (answer == nullptr || !answer->is_string()) continue;
    const std::string code =
        answer->as_string() == "not-sure" ? "asked-unknown" : answer->as_string();
    const std::string control = "row:" + row + ":" + code;
    if (kiosk.screen().find(control) == nullptr) continue;  // a longer answer, on its own page
    kiosk.tap(control);
    tell_staff_when_asked(kiosk);
    told(plugin, link_id, *answer);
  }
}

void Patient::fill_item(KioskDriver& kiosk, const std::string& plugin, const std::string& link_id) {
  const Json* answer = answer_of(plugin, link_id);
  if (answer == nullptr) {
    if (link_id == "story-own-words" && kiosk.screen().find("field:text") != nullptr) {
      kiosk.press("field:text");
      kiosk.type(words);
      told(plugin, link_id, Json(words));
    }
    return;
  }
  if (answer->is_integer()) {
    choose(kiosk, std::to_string(answer->as_integer()));
  } else if (answer->is_array()) {
    for (const auto& code : answer->as_array()) choose(kiosk, code.as_string());
  } else if (answer->as_string() == "not-sure") {
    kiosk.tap("unknown:not-sure");
  } else if (answer->as_string() == "prefer-not") {
    kiosk.tap("unknown:declined");
  } else if (kiosk.screen().find("field:text") != nullptr) {
    kiosk.press("field:text");
    kiosk.type(answer->as_string());
  } else if (answer->as_string() != "skipped") {
    choose(kiosk, answer->as_string());
  }
  told(plugin, link_id, *answer);
}

void Patient::check_in(KioskDriver& kiosk) {
  const auto type_into = [&kiosk](const char* field, const std::string& text) {
    kiosk.press(field);
    kiosk.type(text);
  };
  type_into("field:given", "Maren");
  type_into("field:family", "Okafor");
  type_into("field:month", "01");
  type_into("field:day", "01");
  type_into("field:year", birth_year_);
}

void Patient::fill(KioskDriver& kiosk, const Screen& screen) {
  if (screen.kind == "check_in") {
    check_in(kiosk);
  } else if (screen.kind == "privacy") {
    kiosk.tap("option:yes");
  } else if (screen.kind == "reason") {
    for (const Reason& reason : reasons_) kiosk.tap("option:" + reason.plugin);
  } else if (screen.kind == "rows" || screen.kind == "open_questions") {
    fill_rows(kiosk, screen);
  } else if (const auto [plugin, link_id] = item_of(screen.key); screen.key.starts_with("item:")) {
    fill_item(kiosk, plugin, link_id);
  }
}

void Patient::answer_visit(KioskDriver& kiosk, const std::string& screens,
                           const std::function<void(const Screen&)>& each_page) {
  int pages = 0;
  const auto count_and_look = [&](const Screen& screen) {
    ++pages;
    each_page(screen);
    std::fflush(stdout);
  };
  try {
    while (answer_page(kiosk, count_and_look)) {
    }
  } catch (const std::exception&) {
    kiosk.screenshot(screens + "/failed.png");
    throw;
  }
  kiosk.kill_kiosk(SIGTERM);
  std::printf("  %d pages\n", pages);
}

bool Patient::answer_page(KioskDriver& kiosk,
                          const std::function<void(const Screen&)>& before_leaving) {
  look_ = before_leaving;
  const Screen screen = kiosk.screen();
  fill(kiosk, screen);
  const Screen filled = kiosk.screen();
  if (before_leaving) before_leaving(filled);
  if (screen.kind == "done") return false;
  // An emergency answer interrupts the page it was given on: the answer itself is acknowledged
  // already.
  const std::string here = filled.key;
  for (int tries = 0; tries < 3; ++tries) {
    kiosk.tap("continue");
    tell_staff_when_asked(kiosk);
    if (kiosk.screen().key != here) break;  // an empty safety item is asked for once, then skipped
  }
  for (auto& [link_id, value] : pending_) acknowledged_[link_id] = std::move(value);
  pending_.clear();
  if (kiosk.screen().key == here) throw std::runtime_error("the page " + here + " does not go on");
  return true;
}

}  // namespace anteroom::e2e
