#include "core/summary/words.h"

#include <fmt/format.h>
#include <glib.h>

#include <array>
#include <charconv>
#include <chrono>
#include <memory>

#include "core/intake/summary_lines.h"
#include "core/summary/clean_text.h"

namespace anteroom::summary {
namespace {

constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

struct Local {
  std::chrono::year_month_day date;
  unsigned weekday = 0;
  int hour = 0, minute = 0;
};

Local local_time(Instant at, Offset offset) {
  const auto shifted = at + std::chrono::minutes(offset.value_or(0));
  const auto day = std::chrono::floor<std::chrono::days>(shifted);
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(shifted - day).count();
  return {std::chrono::year_month_day(day), std::chrono::weekday(day).c_encoding(),
          static_cast<int>(minutes / 60), static_cast<int>(minutes % 60)};
}

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::chrono::year_month_day> full_date(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto year = digits(iso.substr(0, 4)), month = digits(iso.substr(5, 2)),
             day = digits(iso.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::string date_text(const std::chrono::year_month_day& date) {
  return fmt::format("{} {} {}", static_cast<unsigned>(date.day()),
                     kMonths[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()));
}

std::string clock_text(const Local& local) {
  return fmt::format("{:02}:{:02}", local.hour, local.minute);
}

}  // namespace

std::string tier_words(triage::Tier tier) {
  switch (tier) {
    case triage::Tier::emergency:
      return "Tier 1: now";
    case triage::Tier::urgent:
      return "Tier 2: before exam";
    case triage::Tier::routine:
      return "Tier 3: in the exam";
    case triage::Tier::none:
      break;
  }
  return "None raised";
}

std::string short_tier_words(triage::Tier tier) {
  switch (tier) {
    case triage::Tier::emergency:
      return "now";
    case triage::Tier::urgent:
      return "before exam";
    case triage::Tier::routine:
      return "in the exam";
    case triage::Tier::none:
      break;
  }
  return "no tier";
}

std::string language_name(std::string_view tag) {
  constexpr std::array<std::pair<std::string_view, const char*>, 6> kNames{
      {{"en", "English"},
       {"es", "Spanish"},
       {"ar", "Arabic"},
       {"zh-Hans", "Chinese (simplified)"},
       {"vi", "Vietnamese"},
       {"fr", "French"}}};
  for (const auto& [known, name] : kNames) {
    if (tag == known) return name;
  }
  return std::string(tag);
}

std::string respondent_words(std::string_view code) {
  if (code == "self") return "Patient";
  if (code == "helper") return "Helper";
  if (code == "staff") return "Clinic staff";
  return "Not known";
}

std::string unknown_words(const intake::AnswerLine& line) {
  return intake::unknown_words(line.reason);
}

std::string date_words(std::string_view iso_date) {
  const auto date = full_date(iso_date);
  return date ? date_text(*date) : std::string(iso_date);
}

std::string moment_words(Instant at, Offset offset) {
  const Local local = local_time(at, offset);
  return fmt::format("{} {}, {}{}", kDays[local.weekday], date_text(local.date), clock_text(local),
                     offset ? "" : " UTC");
}

std::string time_words(Instant at, Offset offset) {
  return clock_text(local_time(at, offset)) + (offset ? "" : " UTC");
}

std::optional<int> age_at(std::string_view birth_date, Instant at, Offset offset) {
  const auto birth = full_date(birth_date);
  if (!birth) return std::nullopt;
  const std::chrono::year_month_day today = local_time(at, offset).date;
  int years = static_cast<int>(today.year()) - static_cast<int>(birth->year());
  if (today.month() < birth->month() ||
      (today.month() == birth->month() && today.day() < birth->day()))
    --years;
  return years >= 0 ? std::optional(years) : std::nullopt;
}

Offset offset_of(const intake::Record& record) {
  for (const fhir::Json& response : record.responses) {
    const std::string_view authored = response.string_or_empty("authored");
    if (authored.size() < 7) continue;
    const std::string_view zone = authored.substr(authored.size() - 6);
    const auto hours = digits(zone.substr(1, 2)), minutes = digits(zone.substr(4, 2));
    if ((zone[0] != '+' && zone[0] != '-') || zone[3] != ':' || !hours || !minutes) continue;
    return (zone[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
  }
  return std::nullopt;
}

std::string name_words(const intake::Patient& patient) {
  // GLib's upper case (it comes with Pango): an ASCII-only rule would leave "NUÑEZ" as "NUñEZ".
  const std::string typed = clean_text(patient.family);
  const std::unique_ptr<char, decltype(&g_free)> upper(
      g_utf8_strup(typed.data(), static_cast<gssize>(typed.size())), g_free);
  const std::string family(upper.get());
  const std::string given = clean_text(patient.given);
  if (family.empty() || given.empty()) return family + given;
  return family + ", " + given;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : std::string(between)) + word;
  return all;
}

std::string pain_words(const Story& story) {
  std::vector<std::string> values;
  for (const Labelled& value : story.pain) values.push_back(value.label + " " + value.text);
  return values.empty() ? "" : joined(values, ", ") + ".";
}

std::string impact_words(const Story& story) {
  if (story.impact.empty()) return "";
  std::vector<std::string> values;
  for (const Score& score : story.impact)
    values.push_back(score.label + " " +
                     (score.unknown.empty() ? std::to_string(score.value) : score.unknown));
  values.push_back(story.impact_mean.empty() ? std::string("no mean")
                                             : "mean " + story.impact_mean);
  return joined(values, ", ") + " (own wording).";
}

std::string flags_words(const Summary& summary) {
  if (!summary.flags.empty()) return std::to_string(summary.flags.size()) + " positive";
  return summary.gaps.empty() ? "none raised" : "none raised, see the gaps";
}

std::string counts_words(const Summary& summary) {
  std::string text = std::to_string(summary.asked) +
                     " questions asked: " + std::to_string(summary.answered) + " answered";
  if (summary.asked > 0)
    text += " (" + std::to_string(summary.answered * 100 / summary.asked) + "%)";
  const auto add = [&](int count, const char* words) {
    if (count > 0) text += ", " + std::to_string(count) + " " + words;
  };
  add(summary.not_sure, "not sure");
  add(summary.declined, "preferred not to answer");
  add(summary.skipped, "skipped");
  add(summary.not_reached, "not reached");
  return text + ".";
}

}  // namespace anteroom::summary
