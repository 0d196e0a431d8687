// Keys in guarded memory, and sealed values: XChaCha20-Poly1305-IETF with associated data
// (schemas/store.md "Sealing").
//
//   Secret visit_key = Secret::random();
//   std::string blob = seal(visit_key, payload, event_context(uuid, 7, at, "answer"));
//   std::optional<std::string> back = unseal(visit_key, blob, ...);   // nullopt: wrong key,
//   changed or moved bytes
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"

namespace anteroom::store {

inline constexpr std::size_t kKeyBytes = 32;

/// A 32 byte key. Its memory is locked, fenced and zeroed when it goes (sodium_malloc /
/// sodium_free).
class Secret {
 public:
  [[nodiscard]] static Secret random();
  /// Copies `bytes` (exactly 32) and leaves wiping the source to the caller.
  [[nodiscard]] static std::optional<Secret> from(std::string_view bytes);
  [[nodiscard]] const unsigned char* data() const { return bytes_.get(); }
  [[nodiscard]] std::string_view view() const;

 private:
  struct Free {
    void operator()(unsigned char* bytes) const;
  };
  Secret();
  std::unique_ptr<unsigned char, Free> bytes_;
};

/// Overwrites a string that held a key or an answer.
void wipe(std::string& bytes);

/// Associated data of the four kinds of sealed values.
[[nodiscard]] std::string key_context(std::string_view visit_uuid);
[[nodiscard]] std::string record_context(std::string_view visit_uuid);
[[nodiscard]] std::string event_context(std::string_view visit_uuid, std::int64_t sequence,
                                        Instant at, std::string_view kind);
[[nodiscard]] std::string check_context();

[[nodiscard]] std::string seal(const Secret& key, std::string_view plain, std::string_view context);
[[nodiscard]] std::optional<std::string> unseal(const Secret& key, std::string_view sealed,
                                                std::string_view context);
/// A visit key sealed by the device key, and back.
[[nodiscard]] std::string wrap_key(const Secret& device, const Secret& key,
                                   std::string_view visit_uuid);
[[nodiscard]] std::optional<Secret> unwrap_key(const Secret& device, std::string_view wrapped,
                                               std::string_view visit_uuid);
/// crypto_box_seal for a raw 32 byte X25519 public key; nullopt when the key is no key.
[[nodiscard]] std::optional<std::string> seal_for_clinic(std::string_view public_key,
                                                         std::string_view plain);

}  // namespace anteroom::store
