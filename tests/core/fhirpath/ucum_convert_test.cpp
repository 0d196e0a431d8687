// Conversion and comparison in UCUM; the same as ucum-lhc says, whose answers are committed
// (tests/peers/make_ucum.mjs).
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <cmath>
#include <vector>

#include "core/fhir/json.h"
#include "core/fhirpath/ucum.h"

namespace anteroom::fhirpath {
namespace {

using fhir::Decimal;
using fhir::Json;

std::optional<Decimal> converted(std::string_view value, std::string_view from,
                                 std::string_view to) {
  const auto source = read_ucum(from);
  const auto target = read_ucum(to);
  if (!source || !target) return std::nullopt;
  return convert(*Decimal::parse(value), *source, *target);
}

std::string text(std::string_view value, std::string_view from, std::string_view to) {
  const auto out = converted(value, from, to);
  return out ? out->to_string() : "none";
}

TEST(UcumConvert, Exactly) {
  EXPECT_EQ(text("1", "[in_i]", "cm"), "2.54");
  EXPECT_EQ(text("1", "[lb_av]", "g"), "453.59237");
  EXPECT_EQ(text("1.80", "m", "cm"), "180");
  EXPECT_EQ(text("5.6", "mmol/L", "umol/mL"), "5.6");
  EXPECT_EQ(text("4.5", "10*3/uL", "10*9/L"), "4.5");
  EXPECT_EQ(text("120", "mm[Hg]", "kPa"), "15.998640");
  EXPECT_EQ(text("1", "a", "d"), "365.25");
  EXPECT_EQ(text("1", "K/9", "K"), "0.111111111111111111");
  EXPECT_EQ(text("1", "kg", "m"), "none");
  EXPECT_EQ(text("1", "kg", "widget"), "none");
}

TEST(UcumConvert, TemperaturesHaveAZeroOfTheirOwn) {
  EXPECT_EQ(text("98.6", "[degF]", "Cel"), "37.00");
  EXPECT_EQ(text("37", "Cel", "[degF]"), "98.600");
  EXPECT_EQ(text("37", "Cel", "K"), "310.15");
  EXPECT_EQ(text("-40", "[degF]", "Cel"), "-40.00");
  EXPECT_EQ(text("80", "[degRe]", "Cel"), "100.0000");
}

TEST(UcumConvert, Logarithms) {
  EXPECT_EQ(text("7", "[pH]", "nmol/L"), "100");
  EXPECT_EQ(text("20", "dB", "1"), "100");
  EXPECT_EQ(text("-1", "mol/L", "[pH]"), "none");
}

TEST(UcumConvert, ComparesWithoutRounding) {
  const auto compared = [](std::string_view a, std::string_view a_unit, std::string_view b,
                           std::string_view b_unit) {
    return compare(*Decimal::parse(a), *read_ucum(a_unit), *Decimal::parse(b), *read_ucum(b_unit));
  };
  EXPECT_EQ(compared("1", "[yd_us]", "3", "[ft_us]"), std::strong_ordering::equal);
  EXPECT_EQ(compared("9", "K/9", "1", "K"), std::strong_ordering::equal);
  EXPECT_EQ(compared("98.6", "[degF]", "37", "Cel"), std::strong_ordering::equal);
  EXPECT_EQ(compared("0", "Cel", "0", "K"), std::strong_ordering::greater);
  EXPECT_EQ(compared("-1", "kg", "1", "mg"), std::strong_ordering::less);
  EXPECT_EQ(compared("180", "deg", "3", "rad"), std::strong_ordering::greater);
  EXPECT_EQ(compared("1", "kg", "1", "m"), std::nullopt);
}

TEST(UcumConvert, EqualQuantitiesShareAKey) {
  const auto key = [](std::string_view value, std::string_view unit) {
    return ucum_key(*Decimal::parse(value), *read_ucum(unit));
  };
  EXPECT_EQ(key("1.5", "kg"), key("1500", "g"));
  EXPECT_EQ(key("0.5", "m"), key("50", "cm"));
  EXPECT_EQ(key("0", "m"), key("0", "km"));
  EXPECT_EQ(key("37", "Cel"), key("98.6", "[degF]"));
  EXPECT_NE(key("1", "g"), key("1", "m"));
  EXPECT_NE(key("1", "g"), key("2", "g"));
}

/// Where ucum-lhc departs from UCUM, by a unit on either side, and what UCUM says.
struct Difference {
  const char* unit;
  const char* reason;
  int met = 0;
};

std::vector<Difference> differences() {
  return {{"^(m?mol|m?eq|osm|kat|U)(/L)?$",
           "the mole is a number, 6.0221367 * 10^23; an equivalent is one mole"},
          {"^(Bd|\\[mesh_i\\]|\\[diop\\])$", "a baud is 1/s, a mesh 1/inch, a diopter 1/m"},
          {"^(\\[p'diop\\]|%\\[slope\\])$", "the tangent of the angle, times 100"},
          {"^\\[degRe\\]$", "80 degrees Reaumur are 100 degrees Celsius"},
          {"^\\[hp'_.\\]$", "homeopathic potencies are logarithms of a number"},
          {"^\\[LPF\\]$", "a low power field is 100 high power fields"}};
}

bool explained(std::vector<Difference>& all, const std::string& from, const std::string& to) {
  for (Difference& one : all) {
    if (!re2::RE2::FullMatch(from, one.unit) && !re2::RE2::FullMatch(to, one.unit)) continue;
    ++one.met;
    return true;
  }
  return false;
}

TEST(UcumConvert, UcumLhcAgrees) {
  const auto file =
      fhir::read_json_file(ANTEROOM_SOURCE_DIR "/tests/core/fhirpath/fixtures/ucum_lhc.json");
  ASSERT_TRUE(file) << file.error().to_string();
  for (const Json& code : file->array_or_empty("valid"))
    EXPECT_TRUE(read_ucum(code.as_string())) << code.as_string();
  std::vector<Difference> reasons = differences();
  for (const Json& one : file->array_or_empty("cases")) {
    const std::string from(one.string_or_empty("from"));
    const std::string to(one.string_or_empty("to"));
    const auto ours = converted(one.string_or_empty("value"), from, to);
    const Json* theirs = one.find("result");
    bool same = ours.has_value() == theirs->is_string();
    if (same && ours) {
      const double a = ours->to_double();
      const double b = std::stod(theirs->as_string());
      same = std::abs(a - b) <= 1e-9 * std::abs(b) + 1e-26;
    }
    const bool tiny = theirs->is_string() && std::abs(std::stod(theirs->as_string())) < 1e-28;
    if (same || (tiny && !ours)) continue;  // a decimal of FHIR ends at 28 places here
    EXPECT_TRUE(explained(reasons, from, to))
        << one.string_or_empty("value") << " " << from << " in " << to << ": theirs "
        << write_json(*theirs) << ", ours " << (ours ? ours->to_string() : "none");
  }
  for (const Difference& one : reasons) EXPECT_GT(one.met, 0) << one.unit << ": " << one.reason;
}

}  // namespace
}  // namespace anteroom::fhirpath
