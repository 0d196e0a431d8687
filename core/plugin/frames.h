// The frames of the line to a host process: 4 bytes of length, little-endian, then JSON-RPC 2.0
// (schemas/host-messages.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/fhir/json.h"

namespace anteroom::plugin {

inline constexpr std::size_t kMaxFrame = std::size_t{4} << 20;
inline constexpr std::size_t kMaxDepth = 32;

[[nodiscard]] std::string encode_frame(std::string_view payload);

/// Collects the bytes of exactly one frame; a byte more is misbehaviour, because one request has
/// one reply.
class FrameReader {
 public:
  enum class State : std::uint8_t { reading = 0, complete, broken };
  State feed(std::string_view bytes);
  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] const std::string& payload() const { return payload_; }  ///< when complete

 private:
  State state_ = State::reading;
  std::string header_, payload_;
  std::size_t size_ = 0;
};

/// How a reply reads: its result, or the code of its error.
struct Reply {
  fhir::Json result;
  std::string error_code;  ///< AR-P0xx, "" = result
  std::string message;     ///< of the error, printable ASCII, at most 300 bytes
};
/// One reply to request `id`; AR-P013 for everything that is not exactly that.
[[nodiscard]] Result<Reply> parse_reply(std::string_view payload, std::int64_t id);
[[nodiscard]] std::string write_request(std::int64_t id, std::string_view method,
                                        const fhir::Json& params);

}  // namespace anteroom::plugin
