// The table of targets.
#include <array>

#include "tests/fuzz/entries/entries.h"

namespace anteroom::fuzz {

std::span<const Target> targets() {
  static constexpr std::array kTargets = {
      Target{"json", json},
      Target{"questionnaire", questionnaire},
      Target{"response", response},
      Target{"extract", extract},
      Target{"fhirpath", fhirpath},
      Target{"manifest", manifest},
      Target{"red_flags", red_flags},
      Target{"summary", summary},
      Target{"translations", translations},
      Target{"frame", frame},
  };
  return kTargets;
}

}  // namespace anteroom::fuzz
