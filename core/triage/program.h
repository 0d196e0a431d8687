// Inside core/triage: one rule's `when` as a small tree, and how to compile, evaluate and explain
// it. The tree is not FHIRPath any more: only what the closed red-flag language accepts can be
// written down here.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "core/fhirpath/fhirpath.h"
#include "core/form/form.h"
#include "core/triage/triage.h"

namespace anteroom::triage {

using fhirpath::Truth;

enum class Op : std::uint8_t {
  unset = 0,
  all_of,
  any_of,
  negation,
  known,
  at_least,
  has,
  compare,
  sum_at_least
};
enum class Comparison : std::uint8_t { unset = 0, at_least, more, at_most, less, equal, not_equal };

struct Condition {
  Op op = Op::unset;
  Comparison comparison = Comparison::unset;
  std::vector<Condition> parts;  ///< all_of, any_of, negation, known, at_least
  std::vector<std::size_t>
      items;  ///< has, compare: one; sum_at_least: each; indices into ItemTable
  std::vector<std::string> codes;  ///< has
  fhir::Decimal number;            ///< compare, sum_at_least, at_least
};

/// The items that the rules of one set read, each once.
struct ReadItem {
  std::string link_id;
  std::optional<fhir::Decimal> min_value, max_value;  ///< bounds of an unknown number
};
class ItemTable {
 public:
  std::size_t add(const form::ItemDefinition& item);
  [[nodiscard]] std::optional<std::size_t> find(std::string_view link_id) const;
  [[nodiscard]] const std::vector<ReadItem>& items() const { return items_; }

 private:
  std::vector<ReadItem> items_;
  std::unordered_map<std::string, std::size_t> index_;
};

/// All instances of every item of the table, by index: what an evaluation sees.
using States = std::vector<std::vector<form::ItemState>>;

/// Finds the item of a linkId, nullptr when the form has none.
using ItemLookup = std::function<const form::ItemDefinition*(std::string_view link_id)>;

/// Checks and translates. nullopt when anything was added to `errors` (AR-P019, `pointer` + column
/// inside `when`).
[[nodiscard]] std::optional<Condition> compile_when(const std::string& when,
                                                    const std::string& pointer,
                                                    const ItemLookup& find_item, ItemTable& table,
                                                    Errors& errors);

[[nodiscard]] Truth evaluate(const Condition& condition, const ItemTable& table,
                             const States& states);

/// The answers that made `condition` what it is: those that made it true, or the unknown ones that
/// keep it open. Empty when it is false.
[[nodiscard]] std::vector<DecisiveAnswer> explain(const Condition& condition,
                                                  const ItemTable& table, const States& states);

/// The indices that `condition` reads, each once, in order of appearance.
[[nodiscard]] std::vector<std::size_t> items_read(const Condition& condition);

}  // namespace anteroom::triage
