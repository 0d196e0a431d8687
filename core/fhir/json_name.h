// Comparing short names, which reading and looking up a document do more than anything else.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace anteroom::fhir {

namespace detail {

/// Whether the first and the last bytes of both, `sizeof(Word)` of each, are the same.
template <class Word>
bool same_ends(const char* a, const char* b, std::size_t size) {
  Word first_a, first_b, last_a, last_b;
  std::memcpy(&first_a, a, sizeof(Word));
  std::memcpy(&first_b, b, sizeof(Word));
  std::memcpy(&last_a, a + size - sizeof(Word), sizeof(Word));
  std::memcpy(&last_b, b + size - sizeof(Word), sizeof(Word));
  return ((first_a ^ first_b) | (last_a ^ last_b)) == 0;
}

}  // namespace detail

/// a == b. Names are of 4 to 16 bytes, nearly all: two loads of each decide, where a call of memcmp
/// would cost more than the comparison.
inline bool same_name(std::string_view a, std::string_view b) {
  const std::size_t size = a.size();
  if (size != b.size()) return false;
  if (size > 16) return std::memcmp(a.data(), b.data(), size) == 0;
  if (size >= 8) return detail::same_ends<std::uint64_t>(a.data(), b.data(), size);
  if (size >= 4) return detail::same_ends<std::uint32_t>(a.data(), b.data(), size);
  return size == 0 || (a[0] == b[0] && a[size - 1] == b[size - 1] && a[size / 2] == b[size / 2]);
}

}  // namespace anteroom::fhir
