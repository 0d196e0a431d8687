#include "core/plugin/session.h"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <vector>

#include "core/plugin/frames.h"

namespace anteroom::plugin {
namespace {

constexpr int kExitNoBox = 20;  // of anteroom-plugin-host

struct Transition {
  std::string_view method;
  Phase from, to;
};
constexpr std::array<Transition, 6> kTransitions{{{"hello", Phase::started, Phase::greeted},
                                                  {"load", Phase::greeted, Phase::loaded},
                                                  {"describe", Phase::loaded, Phase::ready},
                                                  {"redflag.check", Phase::ready, Phase::ready},
                                                  {"summary.lines", Phase::ready, Phase::ready},
                                                  {"selftest", Phase::ready, Phase::ready}}};

}  // namespace

std::optional<Phase> next_phase(Phase phase, std::string_view method) {
  for (const Transition& transition : kTransitions) {
    if (transition.method == method && transition.from == phase) return transition.to;
  }
  return std::nullopt;
}

/// A plugin that printed before it saw an answer cannot have printed one.
void Session::hear() {
  if (process_.printed() >= 0) printed_.drain(process_.printed(), may_);
}

void Session::end(Milliseconds grace) {
  process_.end(grace);
  hear();
  phase_ = Phase::over;
}

Error Session::fail(std::string_view code, std::string_view what) {
  const Phase phase = phase_;
  const bool died = code == "AR-P015";
  // A process that died by itself gets a moment to be seen as such; one that misbehaved does not.
  const std::optional<int> exit_code = process_.end(Milliseconds{died ? 50 : 0});
  hear();
  phase_ = Phase::over;
  if (died && exit_code == kExitNoBox && (phase == Phase::started || phase == Phase::greeted))
    return {"AR-P020", "The plugin's box could not be built here, so it was not run.", "",
            "The kernel must offer seccomp filters."};
  return {std::string(code), std::string(what), "", ""};
}

std::optional<Error> Session::wait(short events, TimePoint until) {
  while (true) {
    const auto left =
        std::chrono::duration_cast<Milliseconds>(until - std::chrono::steady_clock::now()).count();
    if (left <= 0) return fail("AR-P014", "The plugin did not answer in time and was stopped.");
    pollfd line{process_.line(), events, 0};
    const int ready = poll(&line, 1, static_cast<int>(left));
    if (ready > 0) return std::nullopt;
    if (ready < 0 && errno != EINTR) return fail("AR-P015", "The line to the plugin broke.");
  }
}

std::optional<Error> Session::send(std::string_view frame, TimePoint until) {
  while (!frame.empty()) {
    const ssize_t put =
        ::send(process_.line(), frame.data(), frame.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (put >= 0) {
      frame.remove_prefix(static_cast<std::size_t>(put));
    } else if (errno == EAGAIN) {
      if (auto error = wait(POLLOUT, until)) return error;
    } else if (errno != EINTR) {
      return fail("AR-P015", "The plugin's process ended.");
    }
  }
  return std::nullopt;
}

Result<std::string> Session::receive(TimePoint until) {
  FrameReader frame;
  std::vector<char> buffer(std::size_t{64} << 10);
  while (true) {
    const ssize_t got = recv(process_.line(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got > 0) {
      // A flood never lets the line run dry: the clock is looked at here too.
      if (std::chrono::steady_clock::now() > until)
        return fail("AR-P014", "The plugin did not answer in time and was stopped.");
      if (frame.feed({buffer.data(), static_cast<std::size_t>(got)}) == FrameReader::State::broken)
        return fail("AR-P013", "The plugin sent more than one reply, or one that is too long.");
    } else if (got < 0 && errno == EINTR) {
      continue;
    } else if (frame.state() == FrameReader::State::complete) {
      return frame.payload();  // complete, and nothing behind it; an end is seen by the next call
    } else if (got == 0 || errno != EAGAIN) {
      return fail("AR-P015", "The plugin's process ended.");
    } else if (auto error = wait(POLLIN, until)) {
      return *error;
    }
  }
}

bool Session::check_alive() {
  if (!alive()) return false;
  char byte = 0;
  const ssize_t got = recv(process_.line(), &byte, 1, MSG_DONTWAIT | MSG_PEEK);
  if (got < 0 && errno == EAGAIN) return true;
  end(Milliseconds{0});
  return false;
}

Result<fhir::Json> Session::request(std::string_view method, const fhir::Json& params,
                                    Milliseconds deadline) {
  const std::optional<Phase> next = next_phase(phase_, method);
  if (!next) return Error{"AR-P013", "This request is not allowed in this phase.", "", ""};
  const TimePoint until = std::chrono::steady_clock::now() + deadline;
  hear();  // what was printed before this call
  if (method == "redflag.check" || method == "summary.lines") may_ = answers_;
  const std::int64_t id = ++last_id_;
  if (auto error = send(encode_frame(write_request(id, method, params)), until)) return *error;
  const Result<std::string> payload = receive(until);
  if (!payload) return payload.error();
  Result<Reply> reply = parse_reply(*payload, id);
  if (!reply) return fail(reply.error().code, reply.error().message);
  if (reply->error_code == "AR-P013")
    return fail("AR-P013", "The plugin broke the rules of its interface.");
  // In a call the plugin's own words could hold an answer; before that it has seen none.
  hear();
  if (!reply->error_code.empty())
    return Error{reply->error_code,
                 phase_ == Phase::ready ? "The plugin reported a failure."
                                        : "Not loaded: " + reply->message + ".",
                 "", ""};
  phase_ = *next;
  return std::move(reply->result);
}

}  // namespace anteroom::plugin
