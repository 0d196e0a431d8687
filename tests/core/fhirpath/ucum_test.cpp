// The grammar of UCUM terms, and codes made of codes.
#include "core/fhirpath/ucum.h"

#include <gtest/gtest.h>

#include "core/fhirpath/ucum_table.h"

namespace anteroom::fhirpath {
namespace {

std::string reduced(std::string_view code) {
  const auto term = read_ucum(code);
  if (!term) return "none";
  std::string out;
  for (const auto& power : term->powers)
    out += std::string(power.base) + std::to_string(power.exponent);
  return out + "*" + fhir::Decimal(term->ratio.over, 0).to_string() + "/" +
         fhir::Decimal(term->ratio.under, 0).to_string() + "e" + std::to_string(term->ratio.tens);
}

TEST(Ucum, EveryUnitOfTheTableReads) {
  for (const UcumUnit& unit : kUcumUnits) {
    EXPECT_TRUE(read_ucum(unit.code)) << unit.code;
    const bool metric = unit.kind == Ucum::metric || unit.kind == Ucum::base_metric;
    EXPECT_EQ(read_ucum("Y" + std::string(unit.code)).has_value(), metric) << unit.code;
  }
}

TEST(Ucum, ProductsPowersAndPrefixes) {
  EXPECT_EQ(reduced("m"), "m1*1/1e0");
  EXPECT_EQ(reduced("kg.m2.s-2"), "g1m2s-2*1/1e3");
  EXPECT_EQ(reduced("kg.m2/s2"), reduced("J"));
  EXPECT_EQ(reduced("/min"), "s-1*5/3e-2");
  EXPECT_EQ(reduced("m/s/s"), reduced("m.s-2"));
  EXPECT_EQ(reduced("m/(s.s)"), reduced("m.s-2"));
  EXPECT_EQ(reduced("m/s.s"), "m1*1/1e0");
  EXPECT_EQ(reduced("10*3/uL"), reduced("10*9/L"));
  EXPECT_EQ(reduced("10^-3"), "*1/1e-3");
  EXPECT_EQ(reduced("24.h"), reduced("d"));
  EXPECT_EQ(reduced("m+2"), reduced("m2"));
  EXPECT_EQ(reduced("dam"), "m1*1/1e1");
  EXPECT_EQ(reduced("cd"), "cd1*1/1e0");
  EXPECT_EQ(reduced("min"), reduced("60.s"));
  EXPECT_EQ(reduced("mm[Hg]"), reduced("133322.Pa.10*-3"));
}

TEST(Ucum, AnnotationsMeanOne) {
  EXPECT_EQ(reduced("{beats}/min"), reduced("/min"));
  EXPECT_EQ(reduced("kg{wet weight}"), reduced("kg"));
  EXPECT_EQ(reduced("mL/min/{1.73_m2}"), reduced("mL/min"));
  EXPECT_EQ(reduced("100{cells}"), reduced("10*2"));
  EXPECT_EQ(reduced("{tablet}"), reduced("1"));
  EXPECT_EQ(reduced(""), reduced("1"));
}

TEST(Ucum, WhatIsNoTermReadsAsNothing) {
  for (const std::string_view text :
       {"foo", "mg/",   "mg//L", ".m",        "m.",    "(m",     "m)",  "m{a",
        "m-",  "m2.",   "kmin",  "mg dL",     "/",     "0",      "m99", "m100",
        "KG",  "Cel/s", "Cel2",  "mL.[degF]", "10*99", "[lb_av", "2m"})
    EXPECT_EQ(reduced(text), "none") << text;
  EXPECT_FALSE(read_ucum(std::string(300, 'm')));
  EXPECT_FALSE(read_ucum(std::string(100, '(') + "m" + std::string(100, ')')));
}

TEST(Ucum, ASpecialUnitStandsAlone) {
  EXPECT_EQ(read_ucum("Cel")->function, "Cel");
  EXPECT_EQ(read_ucum("dB")->function, "lg");
  EXPECT_EQ(read_ucum("dB")->prefix.tens, -1);
}

TEST(Ucum, ArbitraryUnitsAreTheirOwnDimension) {
  EXPECT_FALSE(commensurable(*read_ucum("[iU]"), *read_ucum("1")));
  EXPECT_FALSE(commensurable(*read_ucum("[iU]/L"), *read_ucum("[arb'U]/L")));
  EXPECT_TRUE(commensurable(*read_ucum("[IU]/L"), *read_ucum("k[iU]/mL")));
}

TEST(Ucum, CodesCombine) {
  const auto product = [](auto a, auto b) { return combine_ucum(a, UcumOp::multiply, b); };
  const auto quotient = [](auto a, auto b) { return combine_ucum(a, UcumOp::divide, b); };
  EXPECT_EQ(product("cm", "cm2"), "cm3");
  EXPECT_EQ(product("m", "cm"), "m.cm");
  EXPECT_EQ(quotient("g", "mL"), "g/mL");
  EXPECT_EQ(quotient("cm2", "cm"), "cm");
  EXPECT_EQ(quotient("m/s", "s"), "m/s2");
  EXPECT_EQ(product("mL/min", "min"), "mL");
  EXPECT_EQ(quotient("1", "s"), "/s");
  EXPECT_EQ(quotient("m", "m"), "1");
  EXPECT_EQ(product("10*3/uL", "uL"), "10*3");
  EXPECT_EQ(product("cal_[15]", "m-2"), "cal_[15]/m2");
  EXPECT_EQ(product("mg/(24.h)", "d"), "(mg/(24.h)).(d)");
  EXPECT_TRUE(read_ucum("(mg/(24.h)).(d)"));
}

}  // namespace
}  // namespace anteroom::fhirpath
