#include "core/base/result.h"

namespace anteroom {

std::string Error::to_string() const {
  std::string text = code;
  if (!pointer.empty()) text += " " + pointer;
  if (line > 0)
    text += " (line " + std::to_string(line) + ", column " + std::to_string(column) + ")";
  text += ": " + message;
  if (!mend.empty()) text += " Mend: " + mend;
  return text;
}

}  // namespace anteroom
