// Stands in for anteroom-plugin-host and keeps no rule of the line. Its "library" (descriptor 4) is
// a word that says how, and after which request: "load:garbage".
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "anteroom/json.h"
#include "plugins/host/sandbox.h"
#include "plugins/host/wire.h"

namespace {

using anteroom::host::kWireDescriptor;
using anteroom::sdk::Json;

void raw(std::string_view bytes) {
  if (write(kWireDescriptor, bytes.data(), bytes.size()) < 0) _exit(0);
}
void frame(std::string_view payload) {
  if (!anteroom::host::write_frame(kWireDescriptor, payload)) _exit(0);
}
std::string framed(std::string_view payload) {
  std::string bytes;
  for (unsigned shift = 0; shift < 32; shift += 8)
    bytes.push_back(static_cast<char>(payload.size() >> shift & 0xFF));
  return bytes.append(payload);
}
std::string reply(const std::string& id, std::string_view result) {
  return R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":)" + std::string(result) + "}";
}
[[noreturn]] void hang() {
  for (;;) pause();
}

/// What a well-behaved host says.
std::string_view good(std::string_view method) {
  if (method == "hello") return R"({"protocol":1,"abi_major":1})";
  if (method == "load") return R"({"abi_minor":0})";
  if (method == "describe")
    return R"({"id":"zoo","capabilities":["redflag.check/1"],"checks":["zoo-check"],"summary_lines":[]})";
  return R"({"checks":[{"id":"zoo-check","outcome":"absent","answers":[]}]})";
}

void misbehave(std::string_view how, const std::string& id, std::string_view method) {
  if (how == "garbage") raw("\x07\0\0\0garbage");
  if (how == "length-of-everything") raw("\xff\xff\xff\xff{}");
  if (how == "length-of-nothing") raw(std::string_view("\0\0\0\0", 4));
  if (how == "half-a-frame") raw(std::string_view("\x40\0\0\0{", 5));
  if (how == "silence") hang();
  if (how == "exits") _exit(0);
  if (how == "no-box") _exit(20);
  if (how == "wrong-id") frame(reply("7777", good(method)));
  if (how == "id-as-text") frame(reply("\"1\"", good(method)));
  if (how == "no-version") frame(R"({"id":)" + id + R"(,"result":{}})");
  if (how == "result-and-error")
    frame(R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":{},"error":{}})");
  if (how == "strange-code")
    frame(R"({"jsonrpc":"2.0","id":)" + id +
          R"(,"error":{"code":-1,"message":"x","data":{"code":"AR-S001"}}})");
  if (how == "not-an-object") frame("[]");
  // In one write: what comes after a whole reply was read is seen before the next call.
  if (how == "two-replies") raw(framed(reply(id, good(method))) + framed(reply(id, good(method))));
  if (how == "deep") frame(std::string(5000, '[') + std::string(5000, ']'));
  if (how == "too-much")
    for (const std::string much(65536, 'x');;) raw(much);
  if (how == "drip")
    for (raw(std::string_view("\xff\xff\0\0", 4));; usleep(20000)) raw(" ");
  hang();
}

}  // namespace

int main() {
  char word[64] = {};
  if (pread(4, word, sizeof word - 1, 0) <= 0) return 3;
  const std::string_view plan(word);
  const std::string_view when = plan.substr(0, plan.find(':')),
                         how = plan.substr(plan.find(':') + 1);
  if (when == "unasked") misbehave(how, "1", "hello");
  while (const auto request = anteroom::host::read_frame(kWireDescriptor)) {
    const auto json = Json::parse(*request);
    const std::string method(json->text_or_empty("method")), id = json->find("id")->text();
    if (method == when) misbehave(how, id, method);
    frame(reply(id, good(method)));
  }
  return 0;
}
