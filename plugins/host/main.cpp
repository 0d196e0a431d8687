// anteroom-plugin-host: loads one plugin in a box and carries its calls. Started by core/plugin
// with the line on descriptor 3 and the library, a sealed memfd, on descriptor 4. Leaves with 20
// (AR-P020) when the box cannot be built.
#include <fcntl.h>
#include <unistd.h>

#include <string>

#include "anteroom/json.h"
#include "anteroom/plugin_abi.h"
#include "plugins/host/library.h"
#include "plugins/host/sandbox.h"
#include "plugins/host/wire.h"

namespace {

using anteroom::host::CallReply;
using anteroom::host::kLibraryDescriptor;
using anteroom::host::kPolicy;
using anteroom::host::kWireDescriptor;
using anteroom::sdk::Json;
using anteroom::sdk::JsonWriter;

constexpr int kExitNoBox = 20;
constexpr int kExitBadRequest = 2;

struct Request {
  std::string id, method, params;
};

std::optional<Request> parse_request(const std::string& frame) {
  const std::optional<Json> json = Json::parse(frame);
  if (!json || json->text_or_empty("jsonrpc") != "2.0") return std::nullopt;
  const Json* id = json->find("id");
  const Json* params = json->find("params");
  if (id == nullptr || !id->is_number() || params == nullptr || !params->is_object())
    return std::nullopt;
  JsonWriter out;
  anteroom::sdk::write(out, *params);
  return Request{id->text(), std::string(json->text_or_empty("method")), out.take()};
}

void reply(const Request& request, std::string_view result) {
  JsonWriter out;
  out.begin_object()
      .key("jsonrpc")
      .string("2.0")
      .key("id")
      .raw(request.id)
      .key("result")
      .raw(result)
      .end_object();
  if (!anteroom::host::write_frame(kWireDescriptor, out.text())) _exit(0);
}

void reply_error(const Request& request, std::int32_t number, std::string_view code,
                 std::string_view message) {
  JsonWriter out;
  out.begin_object()
      .key("jsonrpc")
      .string("2.0")
      .key("id")
      .raw(request.id)
      .key("error")
      .begin_object();
  out.key("code").number(number).key("message").string(message).key("data").begin_object();
  out.key("code").string(code).end_object().end_object().end_object();
  if (!anteroom::host::write_frame(kWireDescriptor, out.text())) _exit(0);
}

/// hello: the box stands. load: the library is in and the stricter filter closed behind it.
void serve(anteroom::host::Library& library, const Request& request, bool& loaded) {
  if (request.method == "hello") {
    reply(request, R"({"protocol":1,"abi_major":1})");
  } else if (request.method == "load" && !loaded) {
    const anteroom::host::LoadProblem problem = library.load(kLibraryDescriptor);
    if (!problem.code.empty()) return reply_error(request, -32000, problem.code, problem.message);
    close(kLibraryDescriptor);  // mapped; a plugin sees the line and nothing else
    if (!anteroom::host::enter_running_filter(kPolicy)) _exit(kExitNoBox);
    loaded = true;
    reply(request, "{\"abi_minor\":" + std::to_string(library.abi_minor()) + "}");
  } else if (loaded) {
    const CallReply answer = library.call(request.method, request.params);
    if (answer.code.empty()) return reply(request, answer.result);
    reply_error(request, answer.status != 0 ? answer.status : -32603, answer.code,
                "the plugin failed");
  } else {
    _exit(kExitBadRequest);
  }
}

}  // namespace

int main() {
  if (fcntl(kWireDescriptor, F_GETFD) < 0 || fcntl(kLibraryDescriptor, F_GETFD) < 0) {
    constexpr std::string_view usage =
        "anteroom-plugin-host is started by Anteroom, not by hand.\n";
    return write(2, usage.data(), usage.size()) < 0 ? kExitBadRequest : kExitBadRequest;
  }
  if (!anteroom::host::enter_process_limits(kPolicy) ||
      !anteroom::host::enter_loading_filter(kPolicy))
    _exit(kExitNoBox);
  anteroom::host::Library library;
  bool loaded = false;
  // _exit, never exit: the plugin's destructors are not worth running, and unloading is unsafe.
  while (const std::optional<std::string> frame = anteroom::host::read_frame(kWireDescriptor)) {
    const std::optional<Request> request = parse_request(*frame);
    if (!request) _exit(kExitBadRequest);
    serve(library, *request, loaded);
  }
  _exit(0);
}
