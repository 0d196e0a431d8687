// The private side of Definition, for the files of this room.
#pragma once

#include <memory>

#include "core/form/compiled_form.h"

namespace anteroom::form {

struct Definition::State {
  CompiledForm form;
};

}  // namespace anteroom::form
