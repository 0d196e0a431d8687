// The units of UCUM, each by its definition in other units. Generated together with ucum_table.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace anteroom::fhirpath {

/// Metric units take prefixes; base units have no definition (an arbitrary unit is its own base).
enum class Ucum : std::uint8_t { unset = 0, plain, metric, base, base_metric };

struct UcumUnit {
  std::string_view code;
  Ucum kind;
  std::string_view factor;      ///< times `definition`
  std::string_view definition;  ///< a unit term; empty for a base unit
  std::string_view function;    ///< of a special unit: Cel, pH, lg ...; empty for the others
};
struct UcumPrefix {
  std::string_view code;
  std::int64_t factor;
  int tens;  ///< times 10^tens
};

extern const std::array<UcumPrefix, 24> kUcumPrefixes;  ///< by code
extern const std::array<UcumUnit, 311> kUcumUnits;      ///< by code

}  // namespace anteroom::fhirpath
