// Random bytes and UUIDs (libsodium's generator, seeded by the kernel).
//
//   std::string id = new_uuid();                 // "3f2b8c1e-...", version 4
//   std::string same = seeded_uuid(7, 1);        // the same on every run: tests and scripts
//
// Any thread may call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace anteroom {

/// Makes libsodium ready; safe to call often. False only when the system gives no random numbers.
[[nodiscard]] bool sodium_ready();
/// `count` unpredictable bytes.
[[nodiscard]] std::string random_bytes(std::size_t count);
/// A version 4 UUID (RFC 4122), lower case.
[[nodiscard]] std::string new_uuid();
/// A version 4 shaped UUID that depends on `seed` and `number` alone: for repeatable output, never
/// for secrets.
[[nodiscard]] std::string seeded_uuid(std::uint64_t seed, std::uint64_t number);

}  // namespace anteroom
