#include "core/plugin/frames.h"

#include <algorithm>
#include <array>

#include "core/plugin/strict_reader.h"

namespace anteroom::plugin {
namespace {

Error bad_reply(std::string_view what) {
  return {"AR-P013", "The plugin's reply is not what was asked for: " + std::string(what) + ".", "",
          ""};
}

/// Only codes that a host can know; anything else is a bad reply.
bool known_code(std::string_view code) {
  static constexpr std::array<std::string_view, 7> codes{"AR-P003", "AR-P004", "AR-P005", "AR-P006",
                                                         "AR-P013", "AR-P015", "AR-P017"};
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

std::string printable(std::string_view text) {
  std::string out(text.substr(0, 300));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c < 0x20 || c > 0x7E; }, '?');
  return out;
}

}  // namespace

std::string encode_frame(std::string_view payload) {
  std::string frame;
  frame.reserve(payload.size() + 4);
  for (int shift = 0; shift < 32; shift += 8)
    frame.push_back(static_cast<char>(payload.size() >> static_cast<unsigned>(shift) & 0xFF));
  frame += payload;
  return frame;
}

FrameReader::State FrameReader::feed(std::string_view bytes) {
  if (bytes.empty() || state_ == State::broken) return state_;
  const std::size_t wanted = std::min(bytes.size(), 4 - header_.size());
  header_ += bytes.substr(0, wanted);
  bytes.remove_prefix(wanted);
  if (header_.size() < 4) return state_;
  if (size_ == 0) {
    for (std::size_t i = 0; i < 4; ++i)
      size_ |= std::size_t{static_cast<unsigned char>(header_[i])} << (8 * i);
    if (size_ == 0 || size_ > kMaxFrame) return state_ = State::broken;
  }
  if (payload_.size() + bytes.size() > size_) return state_ = State::broken;
  payload_ += bytes;
  if (payload_.size() == size_) state_ = State::complete;
  return state_;
}

Result<Reply> parse_reply(std::string_view payload, std::int64_t id) {
  const Result<fhir::Json> json =
      fhir::parse_json(payload, {.max_bytes = kMaxFrame, .max_depth = kMaxDepth});
  if (!json) return bad_reply("not JSON as agreed");
  Errors errors;
  const StrictReader reader("AR-P013", errors);
  const bool failed = json->find("error") != nullptr;
  if (!reader.object(*json, "", {"jsonrpc", "id", failed ? "error" : "result"}, {}))
    return bad_reply("its envelope");
  if (json->string_or_empty("jsonrpc") != "2.0") return bad_reply("its version");
  const fhir::Json* reply_id = json->find("id");
  if (!reply_id->is_integer() || reply_id->as_integer() != id)
    return bad_reply("it answers another request");
  if (!failed) return Reply{*json->find("result"), "", ""};
  const fhir::Json& error = *json->find("error");
  if (!reader.object(error, "/error", {"code", "message", "data"}, {}))
    return bad_reply("its error");
  const fhir::Json& data = *error.find("data");
  if (!reader.object(data, "/error/data", {"code"}, {}) ||
      !known_code(data.string_or_empty("code")))
    return bad_reply("its error code");
  return Reply{
      {}, std::string(data.string_or_empty("code")), printable(error.string_or_empty("message"))};
}

std::string write_request(std::int64_t id, std::string_view method, const fhir::Json& params) {
  fhir::Json request = fhir::Json::object();
  request.set("jsonrpc", "2.0").set("id", id).set("method", method).set("params", params);
  return fhir::write_json(request);
}

}  // namespace anteroom::plugin
