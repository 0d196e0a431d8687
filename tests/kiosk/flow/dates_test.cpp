// Birth dates: the right words for each mistake, the locale's order, and never a date that does not
// exist.
#include "kiosk/flow/dates.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace anteroom::flow {
namespace {

using namespace std::chrono_literals;
using std::chrono::year_month_day;

constexpr year_month_day kToday{2026y / 11 / 24};

std::vector<std::string> mistakes(const DateParts& parts, std::string_view language = "en") {
  std::vector<std::string> out;
  for (const Mistake& wrong : check_date(parts, DateRange::past, kToday, language).mistakes) {
    out.push_back(wrong.target + ": " + wrong.words.shown());
  }
  return out;
}

TEST(Dates, AWholeDateIsIso) {
  EXPECT_EQ(check_date({"3", "17", "1984"}, DateRange::past, kToday, "en").iso, "1984-03-17");
  EXPECT_EQ(check_date({"02", "29", "2024"}, DateRange::past, kToday, "en").iso, "2024-02-29");
}

TEST(Dates, TheMonthMistakeReadsAsInTheMockup) {
  EXPECT_THAT(
      mistakes({"17", "03", "1984"}),
      testing::ElementsAre("field:month: Month must be a number from 1 to 12. You typed 17."));
}

TEST(Dates, EachBoxHasItsOwnWords) {
  EXPECT_THAT(mistakes({"2", "30", "1984"}),
              testing::ElementsAre("field:day: Day must be a number from 1 to 29. You typed 30."));
  EXPECT_THAT(mistakes({"2", "29", "1983"}),
              testing::ElementsAre("field:day: Day must be a number from 1 to 28. You typed 29."));
  EXPECT_THAT(
      mistakes({"2", "2", "84"}),
      testing::ElementsAre("field:year: Year must be a number from 1900 to 2026. You typed 84."));
  EXPECT_THAT(mistakes({"", "2", "1984"}),
              testing::ElementsAre("field:month: Please type the month."));
  EXPECT_THAT(mistakes({"-1", "+2", "1984"}), testing::SizeIs(2));
  EXPECT_THAT(mistakes({"12", "31", "2026"}),
              testing::ElementsAre(testing::HasSubstr("still to come")));
}

TEST(Dates, NothingTypedIsNoMistakeAndNoDate) {
  EXPECT_TRUE(mistakes({}).empty());
  EXPECT_EQ(check_date({}, DateRange::past, kToday, "en").iso, "");
}

TEST(Dates, BoxesStandInTheOrderOfTheLocale) {
  const auto ids = [](std::string_view language) {
    std::vector<std::string> out;
    for (const Field& field : date_fields({}, {}, language)) out.push_back(field.id);
    return out;
  };
  EXPECT_THAT(ids("en"), testing::ElementsAre("field:month", "field:day", "field:year"));
  EXPECT_THAT(ids("es"), testing::ElementsAre("field:day", "field:month", "field:year"));
}

TEST(Dates, APartOfADateIsADate) {
  const auto iso = [](const DateParts& parts, DateNeed need = DateNeed::partial) {
    return check_date(parts, DateRange::any, kToday, "en", need, -330).iso;
  };
  EXPECT_EQ(iso({"", "", "1984", "", ""}), "1984");
  EXPECT_EQ(iso({"3", "", "1984", "", ""}), "1984-03");
  EXPECT_EQ(iso({"", "7", "1984", "", ""}), "") << "a day without its month";
  EXPECT_EQ(iso({"3", "", "", "", ""}), "") << "a month without its year";
  EXPECT_EQ(iso({"2", "30", "1984", "", ""}), "");
  EXPECT_EQ(iso({"", "", "1984", "", ""}, DateNeed::whole), "");
  const DateNeed time = DateNeed::partial_with_time;
  EXPECT_EQ(iso({"3", "7", "1984", "9", "05"}, time), "1984-03-07T09:05:00-05:30");
  EXPECT_EQ(iso({"3", "7", "1984", "24", "00"}, time), "");
  EXPECT_EQ(iso({"3", "7", "1984", "9", ""}, time), "");
  EXPECT_EQ(iso({"3", "", "1984", "9", "05"}, time), "") << "a time without its day";
  EXPECT_EQ(iso({"3", "", "1984", "", ""}, time), "1984-03");
  EXPECT_EQ(date_in_words("1984-03-07T09:05:00-05:30", "en").shown(),
            "March 7, 1984 at 9:05\u00A0AM");
  EXPECT_EQ(date_in_words("1984-03", "es").shown(), "marzo de 1984");
  EXPECT_EQ(parts_of("1984-03-07T09:05:00Z").minute, "05");
}

TEST(Dates, AreReadBackWithTheNameOfTheMonth) {
  EXPECT_EQ(date_in_words("1984-03-07", "en").shown(), "March 7, 1984");
  EXPECT_EQ(date_in_words("1984-03-07", "es").shown(), "7 de marzo de 1984");
  EXPECT_TRUE(date_in_words("", "en").empty());
}

TEST(Dates, TimesAreOfTheClinicsWall) {
  const Instant at = *parse_instant("2026-11-24T14:05:00Z");
  EXPECT_EQ(time_in_words(at, -300, "en"), "9:05\u00A0AM");
  EXPECT_EQ(time_in_words(at, 0, "en"), "2:05\u00A0PM");
  EXPECT_EQ(time_in_words(*parse_instant("2026-11-24T00:30:00Z"), 0, "en"), "12:30\u00A0AM");
  EXPECT_EQ(local_day(*parse_instant("2026-11-24T02:00:00Z"), -300),
            (year_month_day{2026y / 11 / 23}));
}

RC_GTEST_PROP(Dates, AnIsoDateIsAlwaysARealDay, ()) {
  const auto digits = [](int most) { return std::to_string(*rc::gen::inRange(0, most)); };
  const DateParts parts{digits(15), digits(35), digits(2100), {}, {}};
  const DateCheck check = check_date(parts, DateRange::past, kToday, "en");
  RC_ASSERT(check.iso.empty() != check.mistakes.empty());
  if (check.iso.empty()) return;
  const DateParts again = parts_of(check.iso);
  const year_month_day date{std::chrono::year(std::stoi(again.year)),
                            std::chrono::month(static_cast<unsigned>(std::stoi(again.month))),
                            std::chrono::day(static_cast<unsigned>(std::stoi(again.day)))};
  RC_ASSERT(date.ok());
  RC_ASSERT(date <= kToday);
}

}  // namespace
}  // namespace anteroom::flow
