// How far a bundle is translated into one language, for its author and for the staff of a clinic.
#pragma once

#include <cstddef>
#include <string>

namespace anteroom::plugin {

/// What a catalogue made without a qualified medical translator says of itself.
inline constexpr const char* kDraftWords = "draft: needs a qualified medical translator";

struct TranslationState {
  std::string language;
  std::size_t texts = 0;         ///< that the forms have
  std::size_t missing = 0;       ///< without translation
  std::size_t stale = 0;         ///< whose source changed since, safety texts among them
  std::size_t stale_safety = 0;  ///< of safety items: not shown
  std::size_t draft = 0;         ///< translated, read by no qualified medical translator
  /// Every text is there, current and reviewed.
  [[nodiscard]] bool reviewed() const { return missing + stale + draft == 0; }
};

}  // namespace anteroom::plugin
