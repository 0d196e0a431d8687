// One library with every way of failing in a call: the code of the item "fault" says which.
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <new>
#include <string>
#include <string_view>
#include <thread>

#include "anteroom/json.h"
#include "anteroom/plugin_abi.h"

extern char** environ;

namespace {

struct Reply {
  anteroom_reply_fn function;
  void* context;
  void operator()(std::string_view json) const { function(context, json.data(), json.size()); }
};

constexpr std::string_view kAbsent =
    R"({"checks":[{"id":"zoo-check","outcome":"absent","answers":["fault"]}]})";

std::string frame(std::string_view payload) {
  std::string bytes;
  for (unsigned shift = 0; shift < 32; shift += 8)
    bytes.push_back(static_cast<char>(payload.size() >> shift & 0xFF));
  return bytes.append(payload);
}
void to_line(std::string_view bytes) {
  if (write(3, bytes.data(), bytes.size()) < 0) abort();
}
void nap(long milliseconds) {
  const timespec time{milliseconds / 1000, milliseconds % 1000 * 1000000};
  nanosleep(&time, nullptr);
}
[[noreturn]] void hang() {
  for (;;) nap(100);
}
int overflow(volatile char* above) {
  volatile char here[4096];
  here[0] = *above;
  return overflow(here) + here[0];
}

/// What is open in the box; "" = nothing.
std::string probe() {
  std::string open_things;
  if (environ != nullptr && environ[0] != nullptr) open_things += " environment";
  if (open("/etc/passwd", O_RDONLY) >= 0) open_things += " file";
  if (open("/tmp/anteroom-zoo", O_CREAT | O_WRONLY, 0600) >= 0) open_things += " new-file";
  if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_UNIX, SOCK_STREAM, 0) >= 0)
    open_things += " socket";
  for (int fd = 4; fd < 64; ++fd) {
    struct stat info {};
    if (syscall(SYS_fstat, fd, &info) == 0) open_things += " descriptor";
  }
  if (kill(1, 0) == 0) open_things += " signal";
#ifndef ANTEROOM_ZOO_SANITIZED
  if (mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
      MAP_FAILED)
    open_things += " executable-memory";
#endif
  return open_things;
}

using Fault = std::function<void(const Reply&)>;
const std::map<std::string_view, Fault>& faults() {
  static const std::map<std::string_view, Fault> all{
      {"none", [](const Reply& reply) { reply(kAbsent); }},
      {"throws", [](const Reply&) { throw 1; }},
      {"aborts", [](const Reply&) { abort(); }},
      {"segfaults",
       [](const Reply&) {
         volatile int* volatile nowhere = nullptr;
         *nowhere = 1;
       }},
      {"stack-overflow",
       [](const Reply&) {
         char c = 1;
         if (overflow(&c) == 0) abort();
       }},
      {"exit-zero", [](const Reply&) { _exit(0); }},
      {"hangs",
       [](const Reply&) {
         volatile bool forever = true;
         while (forever) {
         }
       }},
      {"slow-drip",
       [](const Reply&) {
         to_line(std::string_view("\x64\0\0\0", 4));
         for (int i = 0; i < 99; ++i, nap(20)) to_line("x");
         hang();
       }},
      {"flood",
       [](const Reply&) {
         for (const std::string much(65536, 'x');;) to_line(much);
       }},
      {"flood-of-replies",
       [](const Reply&) {
         for (const std::string one = frame("{}");;) to_line(one);
       }},
      {"oversize", [](const Reply& reply) { reply(std::string(std::size_t{5} << 20, ' ')); }},
      {"bad-utf8",
       [](const Reply& reply) {
         reply(
             "{\"checks\":[{\"id\":\"zoo-check\",\"outcome\":\"absent\",\"answers\":[],\"text\":"
             "\"\xff\"}]}");
       }},
      {"deep-json",
       [](const Reply& reply) { reply(std::string(100, '[') + std::string(100, ']')); }},
      {"not-json", [](const Reply& reply) { reply("absent"); }},
      {"duplicate-keys", [](const Reply& reply) { reply(R"({"checks":[],"checks":[]})"); }},
      {"wrong-id",
       [](const Reply&) {
         to_line(frame(R"({"jsonrpc":"2.0","id":999,"result":)" + std::string(kAbsent) + "}"));
         hang();
       }},
      {"two-replies",
       [](const Reply& reply) {
         reply(kAbsent);
         reply(kAbsent);
       }},
      {"writes-to-line",
       [](const Reply& reply) {
         to_line("hello");
         reply(kAbsent);
       }},
      {"no-reply", [](const Reply&) {}},
      {"closes-line",
       [](const Reply&) {
         close(3);
         hang();
       }},
      {"forks",
       [](const Reply& reply) {
         if (fork() < 0) abort();
         reply(kAbsent);
       }},
      {"starts-a-thread",
       [](const Reply& reply) {
         std::thread([] {}).detach();
         reply(kAbsent);
       }},
      {"starts-a-program",
       [](const Reply& reply) {
         char name[] = "/bin/true";
         char* arguments[] = {name, nullptr};
         execve(name, arguments, nullptr);
         reply(kAbsent);
       }},
      {"kills-itself",
       [](const Reply& reply) {
         raise(SIGKILL);
         reply(kAbsent);
       }},
      {"takes-all-memory",
       [](const Reply& reply) {
         for (int i = 0; i < 4096; ++i) {
           auto* block = new char[std::size_t{1} << 20];
           for (std::size_t k = 0; k < std::size_t{1} << 20; k += 4096)
             static_cast<volatile char*>(block)[k] = 1;
         }
         reply(kAbsent);
       }},
      {"unknown-check",
       [](const Reply& reply) {
         reply(R"({"checks":[{"id":"other","outcome":"absent","answers":[]}]})");
       }},
      {"drops-the-check", [](const Reply& reply) { reply(R"({"checks":[]})"); }},
      {"unknown-key",
       [](const Reply& reply) {
         reply(R"({"checks":[{"id":"zoo-check","outcome":"absent","answers":[],"sure":true}]})");
       }},
      {"twice",
       [](const Reply& reply) {
         reply(R"({"checks":[{"id":"zoo-check","outcome":"absent","answers":[]},)"
               R"({"id":"zoo-check","outcome":"absent","answers":[]}]})");
       }},
      {"foreign-item",
       [](const Reply& reply) {
         reply(R"({"checks":[{"id":"zoo-check","outcome":"absent","answers":["never-read"]}]})");
       }},
      {"prints-the-answers",
       [](const Reply& reply) {
         const std::string_view secret = "SECRET-ANSWER\n";
         if (write(2, secret.data(), secret.size()) < 0) abort();
         reply(kAbsent);
       }},
      {"prints-without-end",
       [](const Reply& reply) {
         const std::string much(65536, 'x');
         for (int i = 0; i < 64; ++i) static_cast<void>(!write(2, much.data(), much.size()));
         static_cast<void>(!write(1, much.data(), much.size()));
         reply(kAbsent);
       }},
      {"probe",
       [](const Reply& reply) {
         anteroom::sdk::JsonWriter out;
         const std::string open_things = probe();
         out.begin_object()
             .key("checks")
             .begin_array()
             .begin_object()
             .key("id")
             .string("zoo-check")
             .key("outcome");
         out.string(open_things.empty() ? "present" : "absent")
             .key("text")
             .string("open:" + open_things);
         reply(out.key("answers")
                   .begin_array()
                   .end_array()
                   .end_object()
                   .end_array()
                   .end_object()
                   .text());
       }},
  };
  return all;
}

std::int32_t call(const char* method, std::size_t method_size, const char* params,
                  std::size_t params_size, anteroom_reply_fn function, void* context) {
  const std::string_view name(method, method_size);
  const Reply reply{function, context};
  if (name == "describe") {
    const std::string_view words = "zoo: described\n\x1b[2J\n";
    static_cast<void>(!write(2, words.data(), words.size()));
    reply(
        R"({"id":"zoo","capabilities":["redflag.check/1"],"checks":["zoo-check"],"summary_lines":[]})");
    return ANTEROOM_OK;
  }
  const auto json = anteroom::sdk::Json::parse(std::string_view(params, params_size));
  if (name != "redflag.check" || !json) return ANTEROOM_ERROR_UNKNOWN_METHOD;
  const std::string fault =
      json->find("answers")->elements().at(0).find("codes")->elements().at(0).text();
  if (fault == "error") return ANTEROOM_ERROR_INTERNAL;
  if (fault == "unsupported") return ANTEROOM_ERROR_UNKNOWN_METHOD;
  faults().at(fault)(reply);
  return ANTEROOM_OK;
}

constexpr anteroom_plugin_table kTable{sizeof(anteroom_plugin_table), ANTEROOM_ABI_MAJOR,
                                       ANTEROOM_ABI_MINOR, 0, &call};

}  // namespace

extern "C" const anteroom_plugin_table* anteroom_plugin_entry(std::uint32_t) {
  return &kTable;
}
