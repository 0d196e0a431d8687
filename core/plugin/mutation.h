// Mutation testing of a bundle's golden patients: which clauses of its rules could be lost or
// turned around without one of them noticing. `anteroom plugin test --mutate` prints it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/plugin/bundle.h"
#include "core/triage/mutants.h"

namespace anteroom::plugin {

struct MutantResult {
  triage::Mutant mutant;
  std::string killed_by;   ///< the first case that gives it away, "" = it survives
  std::string equivalent;  ///< the bundle's reason why no case can, "" = none is given
  std::string hint;        ///< answers that would give a survivor away
};

struct MutationScore {
  int mutants = 0, killed = 0, equivalent = 0;
  [[nodiscard]] bool complete() const { return killed + equivalent == mutants; }
  [[nodiscard]] double value() const;  ///< killed of those not equivalent; 1 when there are none
};

struct MutationReport {
  std::vector<MutantResult> mutants;
  MutationScore safety;  ///< emergency and urgent rules
  MutationScore other;
  int cases = 0;
  Errors errors;  ///< cases that fail, and what is wrong with the list of equivalent mutants
};

/// `cases` are files of golden patients: name -> content. A case that fails proves nothing about
/// mutants and is an error (AR-P022); a listed mutant that is killed or does not exist is AR-P026.
[[nodiscard]] MutationReport run_mutants(const Bundle& bundle,
                                         const std::map<std::string, fhir::Json>& cases);

}  // namespace anteroom::plugin
