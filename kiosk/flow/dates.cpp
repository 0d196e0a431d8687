#include "kiosk/flow/dates.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>

#include "kiosk/flow/locale_formats.h"
#include "kiosk/flow/words.h"

namespace anteroom::flow {
namespace {

using std::chrono::year_month_day;

constexpr int kFirstYear = 1900;

/// Digits only; nothing else that a number parser would take ("+3", "1e3").
std::optional<int> whole_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole =
      error == std::errc{} && end == text.data() + text.size() && !text.empty() && text[0] != '-';
  return whole ? std::optional<int>(value) : std::nullopt;
}

std::optional<int> in_range(std::string_view text, int least, int most) {
  const std::optional<int> value = whole_number(text);
  return value && *value >= least && *value <= most ? value : std::nullopt;
}

/// Days of the month as far as month and year are known: 31 at most, 29 for February of an unknown
/// year.
int last_day(std::optional<int> month, std::optional<int> year) {
  if (!month) return 31;
  const std::chrono::year_month_day_last last{
      std::chrono::year(year.value_or(2000)),
      std::chrono::month_day_last(std::chrono::month(*month))};
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

Field date_field(std::string id, Word label, const std::string& value, int length,
                 std::string_view language) {
  Field field;
  field.id = std::move(id);
  field.kind = Field::Kind::number;
  field.label = say(label, language);
  field.value = value;
  field.max_length = length;
  return field;
}

void mark(std::vector<Field>& fields, const std::vector<Mistake>& mistakes) {
  for (Field& field : fields) {
    for (const Mistake& wrong : mistakes) {
      if (wrong.target != field.id) continue;
      field.mistake = true;
      field.message = wrong.words;
    }
  }
}

std::string primary(std::string_view language) {
  return std::string(language.substr(0, language.find('-')));
}

}  // namespace

Mistake mistake(Text words, std::string target) {
  Mistake made;
  made.words = std::move(words);
  made.target = std::move(target);
  return made;
}

year_month_day local_day(Instant now, int utc_offset_minutes) {
  return year_month_day(
      std::chrono::floor<std::chrono::days>(now + std::chrono::minutes(utc_offset_minutes)));
}

namespace {

/// What is typed in one box: whether it must be there, and its limits.
struct Box {
  const std::string& typed;
  bool needed;
  std::optional<int> value;
  Word empty, wrong;
  int most;
  const char* target;
};

void judge(const Box& box, std::string_view language, std::vector<Mistake>& mistakes) {
  if (box.value || (box.typed.empty() && !box.needed)) return;
  const std::string limit = number_in_words(box.most, language);
  mistakes.push_back(mistake(
      box.typed.empty() ? say(box.empty, language) : say(box.wrong, language, {box.typed, limit}),
      box.target));
}

std::string offset_of(int minutes) {
  return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60,
                     std::abs(minutes) % 60);
}

/// Adds the time of day to a whole date; both boxes or none.
void add_time(DateCheck& check, const DateParts& parts, int utc_offset_minutes,
              std::string_view language) {
  if (parts.hour.empty() && parts.minute.empty()) return;
  const std::optional<int> hour = in_range(parts.hour, 0, 23),
                           minute = in_range(parts.minute, 0, 59);
  judge({parts.hour, true, hour, Word::hour_empty, Word::hour_range, 23, "field:hour"}, language,
        check.mistakes);
  judge({parts.minute, true, minute, Word::minute_empty, Word::minute_range, 59, "field:minute"},
        language, check.mistakes);
  if (check.mistakes.empty() && hour && minute)
    check.iso += fmt::format("T{:02}:{:02}:00{}", *hour, *minute, offset_of(utc_offset_minutes));
}

}  // namespace

DateCheck check_date(const DateParts& parts, DateRange range, year_month_day today,
                     std::string_view language, DateNeed need, int utc_offset_minutes) {
  DateCheck check;
  if (parts.empty()) return check;
  const bool time =
      need == DateNeed::partial_with_time && !(parts.hour.empty() && parts.minute.empty());
  const bool whole = need == DateNeed::whole || time;
  const int last_year = static_cast<int>(today.year()) + (range == DateRange::past ? 0 : 100);
  const std::optional<int> month = in_range(parts.month, 1, 12);
  const std::optional<int> year = in_range(parts.year, kFirstYear, last_year);
  const int most_days = last_day(month, year);
  const std::optional<int> day = in_range(parts.day, 1, most_days);
  judge({parts.month, whole || !parts.day.empty(), month, Word::month_empty, Word::month_range, 12,
         "field:month"},
        language, check.mistakes);
  judge({parts.day, whole, day, Word::day_empty, Word::day_range, most_days, "field:day"}, language,
        check.mistakes);
  judge({parts.year, true, year, Word::year_empty, Word::year_range, last_year, "field:year"},
        language, check.mistakes);
  if (!check.mistakes.empty() || !year) return check;
  check.iso = fmt::format("{:04}", *year);
  if (month) check.iso += fmt::format("-{:02}", *month);
  if (month && day) check.iso += fmt::format("-{:02}", *day);
  if (month && day && range == DateRange::past) {
    const year_month_day date{std::chrono::year(*year),
                              std::chrono::month(static_cast<unsigned>(*month)),
                              std::chrono::day(static_cast<unsigned>(*day))};
    if (date > today)
      check.mistakes.push_back(mistake(say(Word::date_in_future, language), "field:year"));
  }
  if (time) add_time(check, parts, utc_offset_minutes, language);
  if (!check.mistakes.empty()) check.iso.clear();
  return check;
}

std::vector<Field> date_fields(const DateParts& parts, const std::vector<Mistake>& mistakes,
                               std::string_view language) {
  const Field month = date_field("field:month", Word::month, parts.month, 2, language);
  const Field day = date_field("field:day", Word::day, parts.day, 2, language);
  const Field year = date_field("field:year", Word::year, parts.year, 4, language);
  std::vector<Field> fields = {day, month, year};
  if (primary(language) == "en") fields = {month, day, year};
  if (primary(language) == "zh") fields = {year, month, day};
  mark(fields, mistakes);
  return fields;
}

std::vector<Field> time_fields(const DateParts& parts, const std::vector<Mistake>& mistakes,
                               std::string_view language) {
  std::vector<Field> fields = {date_field("field:hour", Word::hour, parts.hour, 2, language),
                               date_field("field:minute", Word::minute, parts.minute, 2, language)};
  mark(fields, mistakes);
  return fields;
}

DateParts parts_of(std::string_view iso) {
  DateParts parts;
  if (iso.size() != 4 && iso.size() != 7 && iso.size() < 10) return parts;
  parts.year = iso.substr(0, 4);
  if (iso.size() >= 7) parts.month = iso.substr(5, 2);
  if (iso.size() >= 10) parts.day = iso.substr(8, 2);
  if (iso.size() >= 16) {
    parts.hour = iso.substr(11, 2);
    parts.minute = iso.substr(14, 2);
  }
  return parts;
}

Text date_in_words(std::string_view iso, std::string_view language) {
  const DateParts parts = parts_of(iso);
  if (parts.year.empty()) return Text::none();
  const std::optional<int> month = in_range(parts.month, 1, 12);
  const std::optional<int> year = in_range(parts.year, 1, 9999);
  if (!year) return Text::none();
  if (!month) return parts.month.empty() ? Text(number_in_words(*year, language)) : Text::none();
  const std::chrono::year_month of_year{std::chrono::year(*year),
                                        std::chrono::month(static_cast<unsigned>(*month))};
  if (parts.day.empty()) return Text(month_and_year_in(of_year, language));
  const std::optional<int> day = in_range(parts.day, 1, 31);
  if (!day) return Text::none();
  const Text date(date_in(of_year / std::chrono::day(static_cast<unsigned>(*day)), language));
  const std::optional<int> hour = in_range(parts.hour, 0, 23);
  const std::optional<int> minute = in_range(parts.minute, 0, 59);
  if (!hour || !minute) return date;
  return say(Word::date_and_time, language, {date.shown(), time_in(*hour, *minute, language)});
}

std::string time_in_words(Instant at, int utc_offset_minutes, std::string_view language) {
  const auto local = at + std::chrono::minutes(utc_offset_minutes);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(
      local - std::chrono::floor<std::chrono::days>(local));
  return time_in(static_cast<int>(minutes.count() / 60), static_cast<int>(minutes.count() % 60),
                 language);
}

}  // namespace anteroom::flow
