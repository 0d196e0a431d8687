// The kiosk's own pages in a visit: welcome, check-in, privacy, reason, review.
#include <sodium.h>

#include <algorithm>

#include "kiosk/flow/typed_values.h"
#include "kiosk/flow/visit_state.h"

namespace anteroom::flow {
namespace {

std::string sha256_hex(std::string_view text) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  char hex[2 * crypto_hash_sha256_BYTES + 1];
  sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
  return hex;
}

/// "option:yes" -> "yes", the skip row -> "not-sure" | "declined"; "" for anything else.
std::string shell_choice(const Action& action) {
  if (action.kind == ActionKind::unknown_not_sure) return "not-sure";
  if (action.kind == ActionKind::unknown_declined) return "declined";
  if (action.kind != ActionKind::choose || !action.id.starts_with("option:")) return {};
  return action.id.substr(action.id.find(':') + 1);
}

void type_check_in(CheckInForm& form, const Action& action) {
  form.not_sure = form.declined = false;
  const std::pair<const char*, std::string*> boxes[] = {{"field:given", &form.given},
                                                        {"field:family", &form.family},
                                                        {"field:month", &form.birth.month},
                                                        {"field:day", &form.birth.day},
                                                        {"field:year", &form.birth.year}};
  for (const auto& [id, value] : boxes) {
    if (action.id != id) continue;
    *value = action.value;
    std::erase_if(form.mistakes, [&](const Mistake& wrong) { return wrong.target == action.id; });
  }
}

}  // namespace

Result<void> Visit::State::act_welcome(const Action& action) {
  if (action.kind == ActionKind::choose && action.id.starts_with("language:")) {
    change_language(action.id.substr(action.id.find(':') + 1));
    return {};
  }
  if (action.kind != ActionKind::next) return unknown_control(action);
  if (!intake) {
    Result<std::unique_ptr<intake::Intake>> begun = intake::Intake::begin(services);
    if (!begun) {
      place = Place::out_of_order;
      return begun.error();
    }
    intake = std::move(*begun);
  }
  const Result<void> set = intake->set_language(language);
  if (!set) return failed(set.error());
  place = Place::check_in;
  return {};
}

Result<void> Visit::State::act_check_in(const Action& action) {
  switch (action.kind) {
    case ActionKind::type_text:
    case ActionKind::set_number:
      type_check_in(check_in, action);
      return {};
    case ActionKind::show_name:
      check_in.revealed = !check_in.revealed;
      return {};
    case ActionKind::unknown_not_sure:
    case ActionKind::unknown_declined:
      check_in.not_sure = action.kind == ActionKind::unknown_not_sure;
      check_in.declined = !check_in.not_sure;
      check_in.mistakes.clear();
      return {};
    case ActionKind::back:
      place = reviewing ? Place::review : Place::welcome;
      return {};
    case ActionKind::next:
      return leave_check_in();
    default:
      return unknown_control(action);
  }
}

Result<void> Visit::State::leave_check_in() {
  const auto today = local_day(services.clock->now(), services.utc_offset_minutes);
  const DateCheck date = check_date(check_in.birth, DateRange::past, today, language);
  check_in.mistakes = date.mistakes;
  const bool explained = check_in.not_sure || check_in.declined || check_in.asked_once;
  // What is empty is asked for once; a date that cannot be is asked for until it is right or
  // cleared.
  if (!explained) {
    if (trimmed(check_in.given).empty()) {
      check_in.mistakes.push_back(mistake(say(Word::first_name_empty, language), "field:given"));
    }
    if (trimmed(check_in.family).empty()) {
      check_in.mistakes.push_back(mistake(say(Word::last_name_empty, language), "field:family"));
    }
    if (check_in.birth.empty()) {
      const std::string first = date_fields({}, {}, language).front().id;
      check_in.mistakes.push_back(mistake(say(Word::birth_date_empty, language), first));
    }
    check_in.asked_once = check_in.mistakes.size() > date.mistakes.size();
  }
  if (!check_in.mistakes.empty()) return {};
  intake::Patient patient = intake->patient();
  patient.given = trimmed(check_in.given);
  patient.family = trimmed(check_in.family);
  patient.birth_date = date.iso;
  check_in.revealed = false;
  const Result<void> stored = intake->check_in(std::move(patient));
  if (!stored) return failed(stored.error());
  if (!reviewing) {
    place = Place::privacy;
    return {};
  }
  replan();
  return change_step_from_review(1);
}

Result<void> Visit::State::act_privacy(const Action& action) {
  if (const std::string chosen = shell_choice(action); !chosen.empty()) {
    privacy = {chosen, {}};
    return {};
  }
  if (action.kind == ActionKind::back) {
    place = Place::check_in;
    return {};
  }
  return action.kind == ActionKind::next ? leave_privacy() : unknown_control(action);
}

Result<void> Visit::State::leave_privacy() {
  if (privacy.chosen.empty()) {
    privacy.mistakes = {mistake(say(Word::choose_reason, language), "option:yes")};
    return {};
  }
  intake::Consent consent;
  consent.given = privacy.chosen == "yes";
  consent.document = kConsentDocument;
  consent.version = kConsentVersion;
  consent.language = language;
  consent.sha256 = sha256_hex(consent_document(language));
  consent.given_at = services.clock->now();
  const bool given = consent.given;
  const Result<void> stored = intake->give_consent(std::move(consent));
  if (!stored) return failed(stored.error());
  if (given) {
    place = Place::reason;
  } else {
    show_message(Word::consent_staff_title, Word::consent_staff_helper);
  }
  return {};
}

void Visit::State::choose_reason(ActionKind kind, const std::string& chosen) {
  reason.mistakes.clear();
  if (kind != ActionKind::choose) {
    reason = {{}, chosen, {}};
    return;
  }
  reason.unknown.clear();
  if (!page.multiple) {
    reason.chosen = {chosen};
  } else if (std::erase(reason.chosen, chosen) == 0) {
    reason.chosen.push_back(chosen);
  }
}

Result<void> Visit::State::act_reason(const Action& action) {
  if (const std::string chosen = shell_choice(action); !chosen.empty()) {
    choose_reason(action.kind, chosen);
    return {};
  }
  if (action.kind == ActionKind::back) {
    place = reviewing ? Place::review : Place::privacy;
    return {};
  }
  return action.kind == ActionKind::next ? leave_reason() : unknown_control(action);
}

Result<void> Visit::State::leave_reason() {
  if (reason.chosen.empty() && reason.unknown.empty()) {
    reason.mistakes = {mistake(say(Word::choose_reason, shown_language), page.choices.front().id)};
    return {};
  }
  if (!reason.unknown.empty()) {
    show_message(Word::reason_staff_title, Word::reason_staff_helper);
    return {};
  }
  const std::vector<std::string> before = intake->reasons();
  const Result<void> stored = intake->choose(reason.chosen);
  if (!stored) return failed(stored.error());
  // Another condition, other safety questions: what stays open is asked about once more.
  if (before != intake->reasons()) open_asked = false;
  replan();
  if (reviewing) {
    travel = Travel::unasked;
    return go_on();
  }
  open_first_question();
  return {};
}

Result<void> Visit::State::act_review(const Action& action) {
  switch (action.kind) {
    case ActionKind::change_item:
      return change_step_from_review(std::atoi(action.id.substr(action.id.find(':') + 1).c_str()));
    case ActionKind::back:
      travel = Travel::all;
      if (!plan.empty()) open(plan.back());
      return {};
    case ActionKind::next:
    case ActionKind::finish:
      return send();
    default:
      return unknown_control(action);
  }
}

Result<void> Visit::State::change_step_from_review(int step) {
  const bool from_review = place == Place::review;
  if (from_review && step == 1) {
    place = Place::check_in;
    return {};
  }
  if (from_review && step == 2) {
    place = Place::reason;
    return {};
  }
  const auto in_step = [&](const PagePlan& one) { return one.step == step; };
  const auto gap = std::find_if(plan.begin(), plan.end(), [&](const PagePlan& one) {
    return in_step(one) && !all_answered(one);
  });
  const auto first = std::find_if(plan.begin(), plan.end(), in_step);
  change_step = step;
  entry_in_hand.clear();
  travel = gap != plan.end() && from_review ? Travel::step_gaps : Travel::step;
  if (travel == Travel::step_gaps) {
    open(*gap);
  } else if (first != plan.end()) {
    open(*first);
  } else {
    return enter_review();
  }
  return {};
}

Result<void> Visit::State::send() {
  const Result<intake::Record> record = intake->finish(intake::End::finished);
  if (!record) return failed(record.error());
  done = {record->tier, record->unknown_safety_items.size()};
  intake.reset();
  place = Place::done;
  done_since = now();
  if (visit.on_finished) visit.on_finished(*record);
  return {};
}

void Visit::State::cycle_text_size() {
  text_scale = text_scale == 100 ? 125 : text_scale == 125 ? 150 : 100;
  if (place == Place::question) replan();
  open_part = 0;
}

/// What was pointed out stands in the words of the old language: it is pointed out again.
void Visit::State::forget_words() {
  for (auto& [key, left] : drafts) {
    left.mistakes.clear();
    left.warning = Text::none();
    left.asked_once = false;
  }
  check_in.mistakes.clear();
  check_in.asked_once = false;
  privacy.mistakes.clear();
  reason.mistakes.clear();
}

void Visit::State::change_language(const std::string& tag) {
  if (std::find(config.languages.begin(), config.languages.end(), tag) == config.languages.end())
    return;
  language = tag;
  forget_words();
  // The journal's word for it: a visit whose language could not be written still goes on in that
  // language.
  if (intake) static_cast<void>(intake->set_language(tag).ok());
}

}  // namespace anteroom::flow
