// An expectation made with LForms (tests/peers/make_sequences.mjs): per step the answer given and
// how the enabled items and the values of the QuestionnaireResponse changed. Read here, and
// compared with our own form.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/form/form.h"

namespace anteroom::peers {

/// What a form looks like after a step: enabled linkIds, and linkId -> its values as JSON text.
struct Snapshot {
  std::set<std::string> enabled;
  std::map<std::string, std::string> values;
};

/// Values with numbers in one notation, so that 12.50 and 12.5 compare equal.
[[nodiscard]] std::string canonical(const fhir::Json& values);
/// Applies the changes of one step of the fixture to the state before it.
void advance(Snapshot& state, const fhir::Json& step);
/// Help, flyover and unit displays are no items to LForms: it draws them with the item above
/// ("folded" in the fixture). R4 makes them enabled with that item; they are added so, to be
/// compared too.
void add_folded(Snapshot& theirs, const form::Definition& definition, const fhir::Json& form);
[[nodiscard]] Snapshot snapshot_of(const form::Form& form);
/// The same from what `anteroom form fill` printed.
[[nodiscard]] Snapshot snapshot_of(const fhir::Json& printed);

/// Where two snapshots part. `what` is "enabled" or "value".
struct Difference {
  std::string file, link_id, what;
  friend auto operator<=>(const Difference&, const Difference&) = default;
};
/// What differs between two snapshots.
[[nodiscard]] std::vector<Difference> compare(const std::string& file, const Snapshot& ours,
                                              const Snapshot& theirs);

}  // namespace anteroom::peers
