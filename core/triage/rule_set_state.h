// Inside core/triage: what a RuleSet holds.
#pragma once

#include <vector>

#include "core/triage/program.h"
#include "core/triage/triage.h"

namespace anteroom::triage {

struct RuleSet::State {
  std::vector<Rule> rules;
  std::vector<Condition> conditions;  ///< one a rule
  ItemTable table;
  std::vector<std::vector<std::size_t>>
      rules_of;  ///< by item index: the rules that read it, rising
  std::vector<std::string> safety_items;
};

}  // namespace anteroom::triage
