#include "kiosk/flow/shell_pages.h"

#include <algorithm>

#include "kiosk/flow/field_pages.h"
#include "kiosk/flow/locale_formats.h"
#include "kiosk/flow/plan.h"
#include "kiosk/flow/question_page.h"

namespace anteroom::flow {
namespace {

Choice choice(std::string id, Text label, bool selected) {
  Choice made;
  made.id = std::move(id);
  made.label = std::move(label);
  made.selected = selected;
  return made;
}

Note note(Note::Look look, Text title, Text words) {
  Note made;
  made.look = look;
  made.title = std::move(title);
  made.words = std::move(words);
  return made;
}

Text optional_word(Word word, std::string_view language) {
  return word == Word::unset ? Text::none() : say(word, language);
}

std::vector<Choice> language_choices(const std::vector<std::string>& languages,
                                     std::string_view chosen) {
  std::vector<Choice> choices;
  for (const std::string& tag : languages) {
    choices.push_back(
        choice("language:" + tag, Text(std::string(language_name(tag))), tag == chosen));
  }
  return choices;
}

Field name_field(const char* id, Word label, const std::string& value, const CheckInForm& typed,
                 std::string_view language) {
  Field field;
  field.id = id;
  field.kind = Field::Kind::masked_name;
  field.label = say(label, language);
  field.value = value;
  field.max_length = 60;
  field.revealed = typed.revealed;
  for (const Mistake& wrong : typed.mistakes) {
    if (wrong.target != field.id) continue;
    field.mistake = true;
    field.message = wrong.words;
  }
  return field;
}

constexpr std::pair<Word, Word> kConsentPoints[] = {
    {Word::privacy_ask, Word::privacy_ask_more},
    {Word::privacy_who, Word::privacy_who_more},
    {Word::privacy_locked, Word::privacy_locked_more},
    {Word::privacy_charge, Word::privacy_charge_more}};

/// Newest acknowledgement, when every alert was seen: one that was not must not hide behind one
/// that was.
std::optional<Instant> all_seen(const std::vector<store::StoredAlert>& alerts) {
  std::optional<Instant> newest;
  for (const store::StoredAlert& alert : alerts) {
    if (!alert.acknowledged_at) return std::nullopt;
    newest = std::max(newest.value_or(*alert.acknowledged_at), *alert.acknowledged_at);
  }
  return newest;
}

}  // namespace

int Shell::last_step() const {
  return steps.empty() ? kSteps : static_cast<int>(steps.size());
}

Text Shell::step_name(int step) const {
  if (steps.empty()) return say(step_word(step), language);
  return Text(steps[static_cast<std::size_t>(std::clamp(step, 1, last_step()) - 1)]);
}

Button button(Word word, std::string_view language, ActionKind kind, std::string id) {
  return Button{say(word, language), Action{kind, std::move(id), {}}};
}

void dress(Page& page, const Shell& shell) {
  const std::string& language = shell.language;
  page.language = language;
  page.right_to_left = is_right_to_left(language);
  page.clinic = Text(shell.clinic);
  page.text_scale = shell.text_scale;
  page.high_contrast = shell.high_contrast;
  page.help = {button(Word::read_aloud, language, ActionKind::read_aloud, "read-aloud"),
               button(Word::text_size, language, ActionKind::text_size, "text-size"),
               button(Word::contrast, language, ActionKind::contrast, "contrast"),
               button(Word::language, language, ActionKind::language, "language"),
               button(Word::call_staff, language, ActionKind::call_staff, "call-staff")};
}

Page shell_page(const Shell& shell, PageKind kind, std::string key, Word title, Word helper) {
  Page page;
  page.kind = kind;
  page.key = std::move(key);
  page.title = optional_word(title, shell.language);
  page.helper = optional_word(helper, shell.language);
  dress(page, shell);
  return page;
}

void add_progress(Page& page, const Shell& shell, int step, double fraction) {
  const int last = shell.last_step();
  page.step = step;
  page.steps = last;
  page.step_fraction = fraction;
  page.progress = say(Word::progress, shell.language,
                      {number_in_words(step, shell.language), number_in_words(last, shell.language),
                       shell.step_name(step).shown()});
  page.stop = button(Word::stop_button, shell.language, ActionKind::stop, "stop");
  page.back = button(Word::back_button, shell.language, ActionKind::back, "back");
  page.next = button(Word::continue_button, shell.language, ActionKind::next, "continue");
}

void add_skip_row(Page& page, std::string_view language) {
  page.not_sure = choice("unknown:not-sure", say(Word::not_sure, language), false);
  page.declined = choice("unknown:declined", say(Word::declined, language), false);
}

void title_mistakes(Page& page, std::string_view language) {
  if (page.mistakes.empty()) return;
  page.mistakes_title =
      say_count(Word::fix_things, language, static_cast<int>(page.mistakes.size()));
  page.focus = page.mistakes.front().target;
}

Page welcome_page(const Shell& shell, const std::vector<std::string>& languages, int idle_seconds) {
  Page page =
      shell_page(shell, PageKind::welcome, "welcome", Word::welcome_title, Word::welcome_helper);
  page.fields_title = say(Word::choose_language, shell.language);
  page.choices = language_choices(languages, shell.language);
  page.notes = {note(Note::Look::info, Text::none(),
                     say_count(Word::timeout_note, shell.language, idle_seconds))};
  page.next = button(Word::start_button, shell.language, ActionKind::next, "continue");
  return page;
}

Page check_in_page(const Shell& shell, const CheckInForm& typed) {
  const std::string& language = shell.language;
  Page page = shell_page(shell, PageKind::check_in, "check-in", Word::check_in_title,
                         Word::check_in_helper);
  add_progress(page, shell, 1, 0.4);
  add_skip_row(page, language);
  page.not_sure->selected = typed.not_sure;
  page.declined->selected = typed.declined;
  page.mistakes = typed.mistakes;
  page.fields = {name_field("field:given", Word::first_name, typed.given, typed, language),
                 name_field("field:family", Word::last_name, typed.family, typed, language)};
  for (Field& field : date_fields(typed.birth, typed.mistakes, language))
    page.fields.push_back(std::move(field));
  page.fields_title = say(Word::birth_date, language);
  const std::chrono::year_month_day far{std::chrono::year(2200), std::chrono::January,
                                        std::chrono::day(1)};
  page.readback =
      date_in_words(check_date(typed.birth, DateRange::any, far, language).iso, language);
  page.extra = {button(typed.revealed ? Word::hide_name : Word::show_name, language,
                       ActionKind::show_name, "show-name")};
  // Both keyboards: letters for the names, digits for the boxes; the view shows the one of the
  // focused field.
  page.keyboard = letter_keys(language);
  page.keyboard.new_line = Text::none();
  page.keyboard.next_box = say(Word::key_next_box, language);
  page.focus = "field:given";
  title_mistakes(page, language);
  return page;
}

Page privacy_page(const Shell& shell, const std::string& chosen,
                  const std::vector<Mistake>& mistakes) {
  const std::string& language = shell.language;
  Page page = shell_page(shell, PageKind::privacy, "privacy", Word::privacy_title, Word::unset);
  add_progress(page, shell, 1, 0.8);
  add_skip_row(page, language);
  page.not_sure->selected = chosen == "not-sure";
  page.declined->selected = chosen == "declined";
  for (const auto& [title, words] : kConsentPoints) {
    page.notes.push_back(note(Note::Look::info, say(title, language), say(words, language)));
  }
  page.choices = {choice("option:yes", say(Word::privacy_yes, language), chosen == "yes"),
                  choice("option:no", say(Word::privacy_no, language), chosen == "no")};
  page.mistakes = mistakes;
  title_mistakes(page, language);
  return page;
}

Page reason_page(const Shell& shell,
                 const std::vector<std::shared_ptr<const plugin::Bundle>>& catalogue,
                 const ReasonChoice& reason) {
  std::vector<std::shared_ptr<const plugin::Bundle>> offered;
  for (const auto& bundle : catalogue)
    if (!bundle->manifest().common_history()) offered.push_back(bundle);
  if (offered.empty()) offered = catalogue;
  const bool several = offered.size() > 1;
  Page page = shell_page(shell, PageKind::reason, "reason",
                         several ? Word::reasons_title : Word::reason_title,
                         several ? Word::reasons_helper : Word::reason_helper);
  page.multiple = several;
  add_progress(page, shell, 2, 0.5);
  add_skip_row(page, shell.language);
  page.not_sure->selected = reason.unknown == "not-sure";
  page.declined->selected = reason.unknown == "declined";
  for (const auto& bundle : offered) {
    const plugin::Manifest& manifest = bundle->manifest();
    const bool chosen =
        std::find(reason.chosen.begin(), reason.chosen.end(), manifest.id) != reason.chosen.end();
    Choice card = choice("option:" + manifest.id, Text(manifest.title_in(shell.language)), chosen);
    card.helper = Text(manifest.description_in(shell.language));
    card.picture = manifest.id;
    page.choices.push_back(std::move(card));
  }
  page.mistakes = reason.mistakes;
  title_mistakes(page, shell.language);
  return page;
}

Page urgent_page(const Shell& shell, const std::vector<store::StoredAlert>& alerts) {
  const std::string& language = shell.language;
  const std::optional<Instant> seen = all_seen(alerts);
  Page page = shell_page(shell, PageKind::urgent, "urgent", Word::urgent_title,
                         seen ? Word::urgent_words_told : Word::urgent_words);
  if (seen) {
    const std::string time = time_in_words(*seen, shell.utc_offset_minutes, language);
    page.notes.push_back(note(Note::Look::done, say(Word::urgent_seen, language, {time}),
                              say(Word::urgent_seen_more, language)));
  } else {
    page.notes.push_back(note(Note::Look::warning, say(Word::urgent_unreached, language),
                              say(Word::urgent_unreached_more, language)));
  }
  page.notes.push_back(note(Note::Look::info, Text::none(), say(Word::urgent_worse, language)));
  page.notes.push_back(note(Note::Look::info, Text::none(), say(Word::urgent_wrong, language)));
  page.back = button(Word::back_button, language, ActionKind::back, "back");
  page.next = button(Word::told_button, language, ActionKind::told_staff, "told-staff");
  return page;
}

Page done_page(const Shell& shell, triage::Tier tier, std::size_t unknown_safety_items,
               int seconds_left, int seconds_total) {
  const std::string& language = shell.language;
  const bool emergency = tier == triage::Tier::emergency;
  const bool urgent = tier == triage::Tier::urgent;
  Page page = shell_page(shell, PageKind::done, "done",
                         emergency ? Word::done_emergency_title : Word::done_title,
                         emergency ? Word::done_emergency_words : Word::done_words);
  const auto add = [&](Note::Look look, Word title) {
    page.notes.push_back(note(look, say(title, language), Text::none()));
  };
  add(emergency || urgent ? Note::Look::warning : Note::Look::info,
      urgent ? Word::done_urgent_words : Word::done_worse);
  if (emergency) add(Note::Look::info, Word::done_words);
  if (unknown_safety_items > 0) add(Note::Look::info, Word::done_open);
  Text clears = say_count(Word::done_clears, language, seconds_left);
  page.notes.push_back(note(Note::Look::info, std::move(clears), say(Word::done_kept, language)));
  add(Note::Look::info, Word::not_a_doctor);
  page.seconds_left = seconds_left;
  page.seconds_total = seconds_total;
  page.next = button(Word::finish_button, language, ActionKind::finish, "finish");
  return page;
}

Page idle_page(const Shell& shell, int seconds_left, int seconds_total) {
  const std::string& language = shell.language;
  Page page = shell_page(shell, PageKind::idle, "idle", Word::idle_title, Word::idle_helper);
  page.seconds_left = seconds_left;
  page.seconds_total = seconds_total;
  page.seconds_word = say_count(Word::idle_seconds, language, seconds_left);
  page.notes = {note(Note::Look::info, Text::none(), say(Word::idle_more, language))};
  page.back = button(Word::clear_and_stop, language, ActionKind::clear_and_stop, "clear-and-stop");
  page.next = button(Word::keep_going, language, ActionKind::keep_going, "keep-going");
  return page;
}

Page stop_page(const Shell& shell, std::size_t alerts) {
  const std::string& language = shell.language;
  Page page =
      shell_page(shell, PageKind::stop_confirm, "stop", Word::stop_title, Word::stop_helper);
  if (alerts > 0)
    page.notes = {note(Note::Look::info, Text::none(), say(Word::stop_alert, language))};
  page.back = button(Word::clear_and_stop, language, ActionKind::clear_and_stop, "clear-and-stop");
  page.next = button(Word::keep_going, language, ActionKind::keep_going, "keep-going");
  return page;
}

Page languages_page(const Shell& shell, const std::vector<std::string>& languages) {
  Page page = shell_page(shell, PageKind::one_of, "language", Word::choose_language, Word::unset);
  page.choices = language_choices(languages, shell.language);
  page.back = button(Word::back_button, shell.language, ActionKind::back, "back");
  page.next = button(Word::continue_button, shell.language, ActionKind::next, "continue");
  return page;
}

std::string consent_document(std::string_view language) {
  std::string text(words(Word::privacy_title, language));
  for (const auto& [title, more] : kConsentPoints) {
    text += '\n';
    text += words(title, language);
    text += '\n';
    text += words(more, language);
  }
  return text;
}

}  // namespace anteroom::flow
