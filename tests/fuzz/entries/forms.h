// Forms that the targets share: two definitions that load, and answers for any form.
#pragma once

#include <memory>

#include "core/form/form.h"

namespace anteroom::fuzz {

/// tests/fuzz/every_type.json: small, every item type, gates, repeats, calculations.
[[nodiscard]] std::shared_ptr<const form::Definition> every_type_form();
/// The intake form of plugins/upper_back_pain.
[[nodiscard]] std::shared_ptr<const form::Definition> upper_back_form();

[[nodiscard]] form::Form new_form(std::shared_ptr<const form::Definition> definition);
/// Answers the first items that are shown, each by its type; refusals are fine.
void answer_all(form::Form& form);
/// validate(), states(), response() and the rest must work on whatever state the form is in.
void read_all(const form::Form& form);

}  // namespace anteroom::fuzz
