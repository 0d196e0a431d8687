#include "core/base/random.h"

#include <sodium.h>

#include "core/base/hash.h"

namespace anteroom {
namespace {

std::string uuid_of(std::string bytes) {
  bytes.resize(16);
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);  // version 4
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);  // RFC 4122 variant
  const std::string digits = to_hex(bytes);
  return digits.substr(0, 8) + "-" + digits.substr(8, 4) + "-" + digits.substr(12, 4) + "-" +
         digits.substr(16, 4) + "-" + digits.substr(20);
}

}  // namespace

bool sodium_ready() {
  return sodium_init() >= 0;
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::string new_uuid() {
  return uuid_of(random_bytes(16));
}

std::string seeded_uuid(std::uint64_t seed, std::uint64_t number) {
  return uuid_of(sha256("anteroom-uuid/" + std::to_string(seed) + "/" + std::to_string(number)));
}

}  // namespace anteroom
