#include "kiosk/flow/field_pages.h"

#include <algorithm>
#include <array>

#include "kiosk/flow/choices.h"
#include "kiosk/flow/item_details.h"
#include "kiosk/flow/typed_values.h"
#include "kiosk/flow/words.h"

namespace anteroom::flow {
namespace {

using form::ItemDefinition;

constexpr std::size_t kMostStops = 101;

void add_steps(Page& page, const Scene& scene) {
  page.extra.push_back(
      Button{say(Word::slider_less, scene.language), {ActionKind::set_number, "number:less", {}}});
  page.extra.push_back(
      Button{say(Word::slider_more, scene.language), {ActionKind::set_number, "number:more", {}}});
}

/// Every `times`-th value between the limits.
std::vector<std::string> stops_every(const ItemDefinition& item, std::int64_t times) {
  std::vector<std::string> stops;
  const auto step = fhir::Decimal::multiply(step_size(item), fhir::Decimal(times));
  if (!step) return stops;
  fhir::Decimal at = *item.min_value;
  while (at <= *item.max_value && stops.size() <= kMostStops) {
    stops.push_back(at.to_string());
    const auto next = fhir::Decimal::add(at, *step);
    if (!next) break;
    at = *next;
  }
  return stops;
}

}  // namespace

Field one_field(const Page& page, const char* id, Field::Kind kind, std::string value) {
  Field field;
  field.id = id;
  field.kind = kind;
  field.value = std::move(value);
  for (const Mistake& wrong : page.mistakes) {
    if (wrong.target != field.id) continue;
    field.mistake = true;
    field.message = wrong.words;
  }
  return field;
}

void add_text(Page& page, const Scene& scene, const ItemDefinition& item,
              const std::string& value) {
  const bool long_text = item.type == form::ItemType::text;
  Field field =
      one_field(page, "field:text", long_text ? Field::Kind::multiline : Field::Kind::text, value);
  field.max_length = item.max_length.value_or(0);
  if (field.max_length > 0) {
    const int left = std::max(0, field.max_length - letters_in(value));
    page.counter_help = say_count(Word::own_words_counter, scene.language, field.max_length);
    page.counter = say_count(Word::letters_left, scene.language, left);
  }
  page.keyboard = letter_keys(scene.language);
  if (item.type == form::ItemType::url) {
    page.keyboard.accents = ":/.-_@?=&#";
    page.keyboard.accents_label = Text(":/.@");
    if (page.helper.empty()) page.helper = say(Word::url_helper, scene.language);
  }
  if (!long_text) page.keyboard.new_line = Text::none();
  page.fields = {std::move(field)};
  page.focus = "field:text";
}

void add_number(Page& page, const Scene& scene, const ItemDefinition& item, const std::string& path,
                const Draft& draft) {
  const std::string typed = draft.typed.value_or(typed_answer(*scene.form, path));
  Field field = one_field(page, "field:number", Field::Kind::number, typed);
  const std::vector<form::Unit> units = unit_options(item);
  if (units.size() < 2) {
    field.unit = unit_beside(scene.form->definition(), item, scene.language);
    if (field.unit.empty())
      field.unit = attached_words(*scene.form, item, {form::ItemControl::unit}, scene.language);
  } else {
    const int chosen = draft.unit.value_or(chosen_unit(*scene.form, item, path));
    for (std::size_t i = 0; i < units.size(); ++i) {
      page.units.push_back(make_choice("unit:" + std::to_string(i), Text(units[i].display),
                                       chosen == static_cast<int>(i)));
    }
    if (page.helper.empty()) page.helper = say(Word::unit_helper, scene.language);
  }
  page.keyboard = digit_keys(scene.language, 1);
  if (item.type == form::ItemType::time) {
    page.keyboard.rows.back() = ":0";
    if (page.helper.empty()) page.helper = say(Word::time_helper, scene.language);
  } else if (item.type != form::ItemType::integer) {
    page.keyboard.rows.back() = ".0";
  }
  if (item.more().control == form::ItemControl::spinner) add_steps(page, scene);
  page.fields = {std::move(field)};
  page.focus = "field:number";
}

void add_slider(Page& page, const Scene& scene, const ItemDefinition& item,
                const std::string& path) {
  Slider slider;
  slider.stops = slider_stops(item);
  const std::string value = typed_answer(*scene.form, path);
  const auto now = fhir::Decimal::parse(value);
  for (std::size_t i = 0; now && i < slider.stops.size(); ++i) {
    const auto stop = fhir::Decimal::parse(slider.stops[i]);
    if (stop && *stop <= *now) slider.at = static_cast<int>(i);  // between two: the one below
  }
  std::string unit = unit_beside(scene.form->definition(), item, scene.language);
  if (unit.empty())
    unit = attached_words(*scene.form, item, {form::ItemControl::unit}, scene.language);
  slider.value = value.empty()  ? say(Word::slider_none, scene.language)
                 : unit.empty() ? Text(value)
                                : Text(value + " " + unit);
  const auto end = [&](form::ItemControl control, const std::string& number) {
    const std::string words = attached_words(*scene.form, item, {control}, scene.language);
    return Text(words.empty() ? number : number + ": " + words);
  };
  page.scale_low = end(form::ItemControl::lower, slider.stops.front());
  page.scale_high = end(form::ItemControl::upper, slider.stops.back());
  if (page.helper.empty()) page.helper = say(Word::slider_helper, scene.language);
  page.slider = std::move(slider);
  add_steps(page, scene);
}

void add_date(Page& page, const Scene& scene, const ItemDefinition& item, const std::string& path,
              const Draft& draft) {
  const bool with_time = item.type == form::ItemType::date_time;
  const DateParts parts = draft.date.value_or(parts_of(typed_answer(*scene.form, path)));
  page.fields = date_fields(parts, page.mistakes, scene.language);
  if (with_time) {
    for (Field& field : time_fields(parts, page.mistakes, scene.language))
      page.fields.push_back(std::move(field));
  }
  page.keyboard = digit_keys(scene.language, page.fields.size());
  page.focus = page.fields.front().id;
  if (page.helper.empty()) {
    std::string helper(words(Word::date_partial, scene.language));
    if (with_time) helper += " " + std::string(words(Word::time_optional, scene.language));
    page.helper = Text(std::move(helper));
  }
  const std::chrono::year_month_day far{std::chrono::year(2200), std::chrono::January,
                                        std::chrono::day(1)};
  const DateCheck check = check_date(parts, DateRange::any, far, scene.language,
                                     with_time ? DateNeed::partial_with_time : DateNeed::partial);
  page.readback = date_in_words(check.iso, scene.language);
}

std::vector<std::string> slider_stops(const ItemDefinition& item) {
  for (std::int64_t times = 1;; times *= times % 3 == 2 ? 5 : 2) {  // 1, 2, 10, 20, 100, ...
    std::vector<std::string> stops = stops_every(item, times);
    if (stops.size() > kMostStops) continue;
    // The upper limit can be chosen even where the steps pass it by.
    const auto last = stops.empty() ? std::nullopt : fhir::Decimal::parse(stops.back());
    if (!last || *last < *item.max_value) stops.push_back(item.max_value->to_string());
    return stops;
  }
}

std::string stepped(const ItemDefinition& item, const std::string& typed, int direction) {
  const auto now = fhir::Decimal::parse(typed);
  if (!now) {
    const auto& limit = direction > 0 ? item.min_value : item.max_value;
    const auto& other = direction > 0 ? item.max_value : item.min_value;
    return limit ? limit->to_string() : other ? other->to_string() : "0";
  }
  const fhir::Decimal step = step_size(item);
  const auto next = fhir::Decimal::add(*now, direction > 0 ? step : step.negated());
  if (!next) return typed;
  if (item.min_value && *next < *item.min_value) return item.min_value->to_string();
  if (item.max_value && *item.max_value < *next) return item.max_value->to_string();
  return next->to_string();
}

int chosen_unit(const form::Form& form, const ItemDefinition& item, const std::string& path) {
  const std::vector<form::Unit> units = unit_options(item);
  for (const form::AnswerValue& value : form.answers(path)) {
    const fhir::Json* quantity = value.json.find("valueQuantity");
    if (quantity == nullptr) continue;
    const std::string_view code = quantity->string_or_empty("code"),
                           unit = quantity->string_or_empty("unit");
    for (std::size_t i = 0; i < units.size(); ++i) {
      if (code.empty() ? units[i].display == unit : units[i].code == code)
        return static_cast<int>(i);
    }
  }
  return -1;
}

int letters_in(std::string_view text) {
  int count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) == 0x80U) continue;  // a continuation byte
    const bool combining = (byte == 0xCC || (byte == 0xCD && i + 1 < text.size() &&
                                             static_cast<unsigned char>(text[i + 1]) < 0xB0));
    if (!combining) ++count;
  }
  return count;
}

namespace {

struct Letters {
  std::string_view language;  ///< primary tag
  std::array<std::string_view, 3> rows;
  std::string_view accents;  ///< at most ten: they take the place of the digits
};

constexpr std::array<std::string_view, 3> kLatin = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
// Ten keys a row at most, or they are under 16 mm. Arabic has 28 letters: the rarer forms stand
// behind the accents key. Chinese is typed by staff; a name may be written in Latin letters.
constexpr std::array<Letters, 4> kLetters = {
    {{"es", {"qwertyuiop", "asdfghjklñ", "zxcvbnm"}, "áéíóúüñç¿¡'-"},
     {"ar", {"ضصثقفغعهخح", "شسيبلاتنمك", "جدذرزطظوة"}, "أإآىءئؤ'-"},
     {"vi", kLatin, "ăâđêôơư'-"},
     {"fr", kLatin, "éèêàâçîôùû"}}};

}  // namespace

Keyboard letter_keys(std::string_view language) {
  Keyboard keyboard;
  keyboard.kind = Keyboard::Kind::letters;
  Letters letters{"", kLatin, "áéíóúüñç¿¡'-"};
  for (const Letters& one : kLetters) {
    if (language.substr(0, language.find('-')) == one.language) letters = one;
  }
  keyboard.rows = {"1234567890"};
  for (const std::string_view row : letters.rows) keyboard.rows.emplace_back(row);
  keyboard.accents = letters.accents;
  keyboard.accents_label = Text(std::string(words(Word::key_accents, language)),
                                std::string(words(Word::key_accents_spoken, language)));
  keyboard.space = say(Word::key_space, language);
  keyboard.new_line = say(Word::key_new_line, language);
  keyboard.erase = Text({}, std::string(words(Word::key_delete, language)));
  keyboard.shift = Text({}, std::string(words(Word::key_shift, language)));
  return keyboard;
}

Keyboard digit_keys(std::string_view language, std::size_t boxes) {
  Keyboard keyboard;
  keyboard.kind = Keyboard::Kind::digits;
  keyboard.rows = {"123", "456", "789", "0"};
  if (boxes > 1) {
    keyboard.next_box = say(Word::key_next_box, language);
  } else {
    keyboard.clear = say(Word::key_clear, language);
  }
  keyboard.erase = Text({}, std::string(words(Word::key_delete, language)));
  return keyboard;
}

}  // namespace anteroom::flow
