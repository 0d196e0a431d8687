// The page's own words: tiers, reasons of not knowing, dates, ages, languages. Never "clear", never
// "negative".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/intake/record.h"
#include "core/summary/summary.h"

namespace anteroom::summary {

/// Minutes east of UTC, when the record tells it.
using Offset = std::optional<int>;

[[nodiscard]] std::string tier_words(triage::Tier tier);  ///< "Tier 1: now", ..., "None raised"
[[nodiscard]] std::string short_tier_words(triage::Tier tier);  ///< "now", "before exam", "note"
[[nodiscard]] std::string language_name(
    std::string_view tag);  ///< "English"; the tag itself when unknown
[[nodiscard]] std::string respondent_words(
    std::string_view code);  ///< "Patient", "Helper", "Clinic staff", "Not known"
/// Why there is no answer, spelled out: "not sure", "declined", "skipped", "not asked".
[[nodiscard]] std::string unknown_words(const intake::AnswerLine& line);
[[nodiscard]] std::string date_words(
    std::string_view iso_date);  ///< "17 Mar 1984"; the text itself when no full date
[[nodiscard]] std::string moment_words(
    Instant at, Offset offset);  ///< "Thu 12 Mar 2026, 09:36"; " UTC" without offset
[[nodiscard]] std::string time_words(Instant at, Offset offset);  ///< "09:42"
/// Whole years on the day of `at`; nullopt without a full birth date.
[[nodiscard]] std::optional<int> age_at(std::string_view birth_date, Instant at, Offset offset);
/// The offset written in the responses' `authored`, as the kiosk's form wrote it.
[[nodiscard]] Offset offset_of(const intake::Record& record);
/// "2 positive"; "none raised", and with gaps "none raised, see the gaps": open questions are no
/// all-clear.
[[nodiscard]] std::string flags_words(const Summary& summary);
/// "40 questions asked: 38 answered (95 %), 1 not sure, 1 preferred not to answer."
[[nodiscard]] std::string counts_words(const Summary& summary);
/// "Best 2, Now 6, Worst 8." and "Enjoy 5, Activity not sure, mean 5.3."; "" when nothing was
/// asked.
[[nodiscard]] std::string pain_words(const Story& story);
[[nodiscard]] std::string impact_words(const Story& story);
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::string_view between);
/// "OKAFOR, Maren".
[[nodiscard]] std::string name_words(const intake::Patient& patient);

}  // namespace anteroom::summary
