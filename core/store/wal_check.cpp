#include "core/store/wal_check.h"

#include <chrono>
#include <filesystem>
#include <thread>
#include <utility>

#include "core/base/file.h"

namespace anteroom::store {
namespace {

constexpr std::size_t kHeaderBytes = 32;
constexpr std::size_t kFrameHeaderBytes = 24;
constexpr std::uint32_t kMagic = 0x377f0682;  // lowest bit: checksums in big-endian words
constexpr std::size_t kMostBytes = std::size_t{1} << 30;

std::uint32_t big_endian(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i)
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

std::uint32_t little_endian(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

struct Checksum {
  bool big = false;
  std::uint32_t first = 0, second = 0;

  void add(std::string_view bytes) {
    for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
      first += (big ? big_endian(bytes, i) : little_endian(bytes, i)) + second;
      second += (big ? big_endian(bytes, i + 4) : little_endian(bytes, i + 4)) + first;
    }
  }
  [[nodiscard]] bool matches(std::string_view bytes, std::size_t at) const {
    return first == big_endian(bytes, at) && second == big_endian(bytes, at + 4);
  }
};

}  // namespace

WalHealth inspect_wal(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes) return WalHealth::sound;
  const std::uint32_t magic = big_endian(bytes, 0);
  const std::size_t page = big_endian(bytes, 8);
  Checksum sum;
  sum.big = (magic & 1) != 0;
  sum.add(bytes.substr(0, 24));
  const bool header_sound =
      (magic & ~1u) == kMagic && sum.matches(bytes, 24) && page >= 512 && page <= 65536;
  // The header is synced before the first frame is written, so a bad one with frames behind it is
  // no torn write.
  if (!header_sound) return bytes.size() > kHeaderBytes ? WalHealth::damaged : WalHealth::sound;
  const std::string_view salt = bytes.substr(16, 8);
  bool broken = false;
  int commits_after_break = 0;
  std::string_view rest = bytes.substr(kHeaderBytes);
  for (; rest.size() >= kFrameHeaderBytes + page; rest.remove_prefix(kFrameHeaderBytes + page)) {
    const bool this_round = rest.substr(8, 8) == salt;
    if (!broken) {
      sum.add(rest.substr(0, 8));
      sum.add(rest.substr(kFrameHeaderBytes, page));
      // A frame of an earlier round (other salt) is the plain end of the log, unless this round
      // goes on behind it.
      broken = !this_round || !sum.matches(rest, 16);
    }
    if (broken && this_round && big_endian(rest, 4) != 0) ++commits_after_break;
  }
  // One commit behind the break can be the transaction that a power cut tore; a second one was
  // acknowledged.
  return commits_after_break >= 2 ? WalHealth::damaged : WalHealth::sound;
}

WalHealth inspect_wal_file(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return WalHealth::sound;
  WalHealth health = WalHealth::unset;
  for (int look = 0; look < 4; ++look) {
    if (look > 0) std::this_thread::sleep_for(std::chrono::milliseconds(25));
    const Result<std::string> bytes = read_file(path, kMostBytes);
    if (!bytes)
      return std::filesystem::exists(path, ignored) ? WalHealth::damaged : WalHealth::sound;
    health = inspect_wal(*bytes);
    if (health == WalHealth::sound) break;
  }
  return health;
}

}  // namespace anteroom::store
