#include "kiosk/flow/pseudo.h"

#include <array>
#include <cstddef>

namespace anteroom::flow {
namespace {

// Every letter has an accent above or below, so clipped lines show.
constexpr std::array<std::string_view, 26> kLower = {"å", "ƀ", "ç", "ḓ", "é", "ƒ", "ĝ", "ĥ", "ï",
                                                     "ĵ", "ķ", "ļ", "ḿ", "ñ", "ö", "þ", "ɋ", "ř",
                                                     "š", "ť", "ü", "ṽ", "ŵ", "ẋ", "ý", "ž"};
constexpr std::array<std::string_view, 26> kUpper = {"Å", "Ɓ", "Ç", "Ḓ", "É", "Ƒ", "Ĝ", "Ĥ", "Ï",
                                                     "Ĵ", "Ķ", "Ļ", "Ḿ", "Ñ", "Ö", "Þ", "Ɋ", "Ř",
                                                     "Š", "Ť", "Ü", "Ṽ", "Ŵ", "Ẋ", "Ý", "Ž"};
constexpr std::string_view kRightToLeftOverride = "\xE2\x80\xAE", kPop = "\xE2\x80\xAC";

std::string accented(std::string_view english) {
  std::string out;
  for (const char c : english) {
    if (c >= 'a' && c <= 'z')
      out += kLower[static_cast<std::size_t>(c - 'a')];
    else if (c >= 'A' && c <= 'Z')
      out += kUpper[static_cast<std::size_t>(c - 'A')];
    else
      out += c;
  }
  return out;
}

/// What German or Finnish add: nearly double for a button, a third for a sentence.
std::string longer(std::string_view english) {
  const std::size_t letters = english.size();
  const std::size_t more = letters <= 10 ? letters : letters <= 30 ? letters / 2 : letters / 3;
  std::string out = "[" + accented(english);
  for (std::size_t i = 0; i < more; ++i) out += i % 6 == 0 ? ' ' : 'x';
  return out + "]";
}

}  // namespace

bool is_pseudo(std::string_view language) {
  return language == kPseudoLong || language == kPseudoRightToLeft;
}

std::string pseudo_text(std::string_view english, std::string_view language) {
  if (english.empty()) return {};
  if (language == kPseudoLong) return longer(english);
  if (language != kPseudoRightToLeft) return std::string(english);
  return std::string(kRightToLeftOverride) + std::string(english) + std::string(kPop);
}

}  // namespace anteroom::flow
