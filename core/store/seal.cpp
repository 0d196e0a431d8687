#include "core/store/seal.h"

#include <sodium.h>

#include <cstring>
#include <new>

#include "core/base/random.h"

namespace anteroom::store {
namespace {

constexpr char kFormat = 1;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(kKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

void append_number(std::string& out, std::int64_t number) {
  auto value = static_cast<std::uint64_t>(number);
  for (int i = 0; i < 8; ++i, value >>= 8) out += static_cast<char>(value & 0xff);
}

std::string labelled(std::string_view label, std::string_view visit_uuid) {
  std::string context(label);
  context += '\0';
  context += visit_uuid;
  return context;
}

}  // namespace

void Secret::Free::operator()(unsigned char* bytes) const {
  sodium_free(bytes);
}

// sodium_malloc aborts before sodium_init: a key may be the first thing a program makes, whatever
// the order of calls.
Secret::Secret()
    : bytes_(sodium_ready() ? static_cast<unsigned char*>(sodium_malloc(kKeyBytes)) : nullptr) {
  if (!bytes_) throw std::bad_alloc();
}

Secret Secret::random() {
  Secret key;
  randombytes_buf(key.bytes_.get(), kKeyBytes);
  return key;
}

std::optional<Secret> Secret::from(std::string_view bytes) {
  if (bytes.size() != kKeyBytes) return std::nullopt;
  Secret key;
  std::memcpy(key.bytes_.get(), bytes.data(), kKeyBytes);
  return key;
}

std::string_view Secret::view() const {
  return {reinterpret_cast<const char*>(bytes_.get()), kKeyBytes};
}

void wipe(std::string& bytes) {
  sodium_memzero(bytes.data(), bytes.size());
  bytes.clear();
}

std::string key_context(std::string_view visit_uuid) {
  return labelled("anteroom-key/1", visit_uuid);
}
std::string record_context(std::string_view visit_uuid) {
  return labelled("anteroom-record/1", visit_uuid);
}
std::string check_context() {
  return "anteroom-check/1";
}

std::string event_context(std::string_view visit_uuid, std::int64_t sequence, Instant at,
                          std::string_view kind) {
  std::string context = labelled("anteroom-event/1", visit_uuid);
  context += '\0';
  append_number(context, sequence);
  append_number(context, at.time_since_epoch().count());
  context += kind;
  return context;
}

std::string seal(const Secret& key, std::string_view plain, std::string_view context) {
  std::string sealed(1 + kNonceBytes + plain.size() + kTagBytes, kFormat);
  unsigned char* nonce = bytes_of(sealed) + 1;
  // 192 bit random nonces: two the same are not to be expected in the life of any key here.
  randombytes_buf(nonce, kNonceBytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + kNonceBytes, nullptr, bytes_of(plain),
                                             plain.size(), bytes_of(context), context.size(),
                                             nullptr, nonce, key.data());
  return sealed;
}

std::optional<std::string> unseal(const Secret& key, std::string_view sealed,
                                  std::string_view context) {
  if (sealed.size() < 1 + kNonceBytes + kTagBytes || sealed[0] != kFormat) return std::nullopt;
  const unsigned char* nonce = bytes_of(sealed) + 1;
  const std::size_t length = sealed.size() - 1 - kNonceBytes;
  std::string plain(length - kTagBytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(plain), nullptr, nullptr,
                                                 nonce + kNonceBytes, length, bytes_of(context),
                                                 context.size(), nonce, key.data()) != 0)
    return std::nullopt;
  return plain;
}

std::string wrap_key(const Secret& device, const Secret& key, std::string_view visit_uuid) {
  return seal(device, key.view(), key_context(visit_uuid));
}

std::optional<Secret> unwrap_key(const Secret& device, std::string_view wrapped,
                                 std::string_view visit_uuid) {
  std::optional<std::string> plain = unseal(device, wrapped, key_context(visit_uuid));
  if (!plain) return std::nullopt;
  std::optional<Secret> key = Secret::from(*plain);
  wipe(*plain);
  return key;
}

std::optional<std::string> seal_for_clinic(std::string_view public_key, std::string_view plain) {
  if (public_key.size() != crypto_box_PUBLICKEYBYTES) return std::nullopt;
  std::string sealed(crypto_box_SEALBYTES + plain.size(), '\0');
  if (crypto_box_seal(bytes_of(sealed), bytes_of(plain), plain.size(), bytes_of(public_key)) != 0)
    return std::nullopt;
  return sealed;
}

}  // namespace anteroom::store
