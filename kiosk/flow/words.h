// The kiosk's own words, in every language: what a plugin does not bring (buttons, check-in,
// messages).
//
//   say(Word::continue_button, "es")                       -> "Continuar"
//   say(Word::progress, "en", {"3", "8", "Your pain"})     -> "Step 3 of 8: Your pain"
//   say_count(Word::fix_things, "en", 2)                   -> "Please fix 2 things"
//
// A word is an enumerator, so a missing key does not compile. English stands in words_table.h; the
// other languages are gettext catalogues (po/<language>.po), compiled at build time and carried
// inside the program: a kiosk has no file that can be missing. A new word needs a row in the table
// and an entry in every .po; words_test names what is missing.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/flow/page.h"

namespace anteroom::flow {

enum class Word : std::uint16_t {
  unset = 0,
  // help bar and navigation
  read_aloud,
  text_size,
  contrast,
  language,
  call_staff,
  stop_button,
  back_button,
  continue_button,
  start_button,
  finish_button,
  not_sure,
  declined,
  yes,
  no,
  answer_button,
  change_button,
  more_answers,
  show_name,
  hide_name,
  // progress
  progress,
  step_1,
  step_2,
  step_3,
  step_4,
  step_5,
  step_6,
  step_7,
  step_8,
  // welcome, check-in
  welcome_title,
  welcome_helper,
  choose_language,
  timeout_note,
  not_a_doctor,
  check_in_title,
  check_in_helper,
  first_name,
  last_name,
  birth_date,
  month,
  day,
  year,
  name_hidden,
  // mistakes
  fix_things,
  month_range,
  day_range,
  year_range,
  month_empty,
  day_empty,
  year_empty,
  date_in_future,
  first_name_empty,
  last_name_empty,
  birth_date_empty,
  choose_an_answer,
  choose_reason,
  number_range,
  number_least,
  number_most,
  not_a_number,
  whole_number,
  time_wrong,
  time_helper,
  staff_helps,
  own_answer,
  does_not_fit,
  check_answer,
  // privacy
  privacy_title,
  privacy_ask,
  privacy_ask_more,
  privacy_who,
  privacy_who_more,
  privacy_locked,
  privacy_locked_more,
  privacy_charge,
  privacy_charge_more,
  privacy_yes,
  privacy_no,
  // reason and questions
  reason_title,
  reason_helper,
  reasons_title,
  reasons_helper,
  choose_all,
  ask_everyone,
  body_helper,
  back_view,
  front_view,
  your_left,
  your_right,
  no_pain,
  worst_pain,
  choose_number,
  choose_face,
  private_on_speaker,
  own_words_counter,
  letters_left,
  // keys
  key_next_box,
  key_clear,
  key_space,
  key_new_line,
  key_delete,
  key_shift,
  key_accents,
  key_accents_spoken,
  // open questions, review
  open_title,
  open_helper,
  review_title,
  review_helper,
  send_button,
  main_reason,
  other_reason,
  name_label,
  not_answered,
  private_answered,
  answered_partly,
  // urgent
  urgent_title,
  urgent_words,
  urgent_words_told,
  urgent_unreached,
  urgent_unreached_more,
  urgent_seen,
  urgent_seen_more,
  urgent_worse,
  urgent_wrong,
  told_button,
  // done
  done_title,
  done_words,
  done_worse,
  done_urgent_words,
  done_emergency_title,
  done_emergency_words,
  done_open,
  done_clears,
  done_kept,
  // idle, stop, messages
  idle_title,
  idle_helper,
  idle_seconds,
  idle_more,
  keep_going,
  clear_and_stop,
  stop_title,
  stop_helper,
  stop_alert,
  staff_title,
  staff_helper,
  consent_staff_title,
  consent_staff_helper,
  reason_staff_title,
  reason_staff_helper,
  no_speech_title,
  no_speech_helper,
  not_saved_title,
  not_saved_helper,
  out_of_order_title,
  out_of_order_helper,
  // repeating groups
  entries_title,
  entries_plain_title,
  entry_context,
  entry_number,
  entry_empty,
  entry_open,
  entry_add,
  entry_remove,
  entry_remove_title,
  entry_remove_helper,
  entry_remove_yes,
  entry_keep,
  entries_few,
  // controls of other forms
  help_button,
  picture_words,
  unit_helper,
  unit_missing,
  date_partial,
  date_and_time,
  hour,
  minute,
  hour_range,
  minute_range,
  hour_empty,
  minute_empty,
  time_optional,
  slider_helper,
  slider_less,
  slider_more,
  slider_none,
  search_helper,
  search_none,
  signature_note,
  url_helper,
  url_wrong,
  // a page without translation
  untranslated_title,
  untranslated_helper,
  count_
};

/// Languages that have all shell words, as BCP 47 tags, English first. One whose catalogue lacks a
/// word is not among them: an untranslated safety text must not be met by surprise.
[[nodiscard]] const std::vector<std::string_view>& shell_languages();
/// Whether one of them serves the tag ("es-419" is served by "es").
[[nodiscard]] bool shell_speaks(std::string_view language);
/// True when the words of `language` were read by a qualified medical translator, as its catalogue
/// says; English is the source.
[[nodiscard]] bool shell_words_reviewed(std::string_view language);
/// The raw string with its {0} {1} places; English when the language lacks it. Of a counted word
/// the form for many.
[[nodiscard]] std::string_view words(Word word, std::string_view language);
/// The form for `count`, by the plural rule of the language.
[[nodiscard]] std::string_view words_for(Word word, std::string_view language, int count);
/// False when English stands in for a missing translation.
[[nodiscard]] bool has_words(Word word, std::string_view language);
/// With values in their places. In a language written from the right, or around a value that is,
/// each value is isolated (U+2068 ... U+2069), so that it cannot turn the words beside it.
[[nodiscard]] std::string words(Word word, std::string_view language,
                                std::initializer_list<std::string_view> values);
[[nodiscard]] Text say(Word word, std::string_view language);
/// Shown with isolated values, spoken without the marks.
[[nodiscard]] Text say(Word word, std::string_view language,
                       std::initializer_list<std::string_view> values);
/// A counted word; {0} is the number in the digits of the language.
[[nodiscard]] Text say_count(Word word, std::string_view language, int count);
/// Step names: 1..8.
[[nodiscard]] Word step_word(int step);
/// The language's own name ("Español"), the tag itself when not known.
[[nodiscard]] std::string_view language_name(std::string_view tag);
[[nodiscard]] bool is_right_to_left(std::string_view tag);

}  // namespace anteroom::flow
