#include "core/plugin/host_client.h"

#include <fcntl.h>

#include <array>
#include <climits>

#include "core/plugin/library_image.h"
#include "core/plugin/replies.h"
#include "core/plugin/session.h"

namespace anteroom::plugin {
namespace {

using std::chrono::milliseconds;

const SystemClock kSystemClock;
constexpr int kProtocol = 1;

/// Beside this program, else in the libexec of its prefix; never by PATH.
std::string default_host_path() {
  std::array<char, PATH_MAX> buffer{};
  const ssize_t size = readlink("/proc/self/exe", buffer.data(), buffer.size());
  if (size > 0) {
    std::string path(buffer.data(), static_cast<std::size_t>(size));
    const std::string beside = path.substr(0, path.rfind('/') + 1);
    for (const char* place : {"", "../libexec/anteroom/"}) {
      path = beside + place + "anteroom-plugin-host";
      if (access(path.c_str(), X_OK) == 0) return path;
    }
  }
  return "/usr/libexec/anteroom/anteroom-plugin-host";
}

bool ends_the_process(std::string_view code) {
  return code == "AR-P013" || code == "AR-P014" || code == "AR-P015";
}

}  // namespace

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::absent:
      return "absent";
    case Outcome::present:
      return "present";
    case Outcome::not_evaluated:
      break;
  }
  return "not_evaluated";
}

struct HostClient::State {
  HostedPlugin plugin;
  HostOptions options;
  Fd host, library;
  std::optional<PrintedReader> printed;  ///< before the session, which writes to it
  std::optional<Session> session;
  int deaths = 0;

  [[nodiscard]] const Clock& clock() const {
    return options.clock != nullptr ? *options.clock : kSystemClock;
  }
  using During = Quarantine::During;
  void record_death(During during);
  [[nodiscard]] bool quarantined() const {
    return options.quarantine->holds(plugin.manifest.id, plugin.manifest.sha256);
  }
  Result<void> open_files();
  Result<void> start();
  Result<void> greet_and_load();
  Result<void> ensure_ready();
  void tell_printed();
  Result<fhir::Json> call(std::string_view method, const fhir::Json& params, milliseconds deadline);
  /// A reply of the wrong shape is misbehaviour like any other.
  void punish() {
    session.reset();
    record_death(During::call);
  }
};

void HostClient::State::record_death(During during) {
  ++deaths;
  options.quarantine->record_death(plugin.manifest.id, plugin.manifest.sha256, during, clock());
}

Result<void> HostClient::State::open_files() {
  if (!host.valid()) {
    const std::string path = options.host_path.empty() ? default_host_path() : options.host_path;
    host = Fd(open(path.c_str(), O_PATH | O_CLOEXEC));
    if (!host.valid())
      return Error{"AR-P020", "anteroom-plugin-host is not installed, so the plugin was not run.",
                   "", "Install it beside this program or in /usr/libexec/anteroom."};
  }
  if (!library.valid()) {
    Result<Fd> sealed = seal_library(plugin.directory + "/" + plugin.manifest.library,
                                     plugin.manifest.library_sha256);
    if (!sealed) return sealed.error();
    library = std::move(*sealed);
  }
  return {};
}

Result<void> HostClient::State::greet_and_load() {
  const auto until = std::chrono::steady_clock::now() + options.load_deadline;
  const Result<fhir::Json> hello = session->request(
      "hello", fhir::Json::object().set("protocol", kProtocol), options.load_deadline);
  if (!hello) return hello.error();
  if (const fhir::Json* protocol = hello->find("protocol");
      protocol == nullptr || !protocol->is_integer() || protocol->as_integer() != kProtocol) {
    session->end(milliseconds{0});
    return Error{"AR-P020", "anteroom-plugin-host is of another version.", "",
                 "Install the one that belongs to this program."};
  }
  const auto left =
      std::chrono::duration_cast<milliseconds>(until - std::chrono::steady_clock::now());
  const Result<fhir::Json> loaded = session->request("load", fhir::Json::object(), left);
  if (!loaded) {
    Error error = loaded.error();
    if (error.code == "AR-P014")
      error = {"AR-P008", "The plugin did not load in time and was stopped.", "", ""};
    if (error.code == "AR-P015")
      error = {"AR-P007", "The plugin's library ended its process while it was loaded.", "", ""};
    return error;
  }
  const Result<fhir::Json> described =
      session->request("describe", fhir::Json::object(), options.describe_deadline);
  if (!described) return described.error();
  const Result<Description> description = read_description(*described);
  if (!description) {
    session->end(milliseconds{0});
    return description.error();
  }
  return compare(*description, plugin.manifest);
}

Result<void> HostClient::State::start() {
  if (auto opened = open_files(); !opened) return opened;
  Result<HostProcess> process = HostProcess::spawn(host.get(), library.get());
  if (!process) return process.error();
  session.emplace(std::move(*process), *printed, options.answers);
  Result<void> ready = greet_and_load();
  if (ready.ok()) return ready;
  const std::string& code = ready.error().code;
  if (code == "AR-P007" || code == "AR-P008" || ends_the_process(code)) record_death(During::load);
  session.reset();
  return ready;
}

Result<void> HostClient::State::ensure_ready() {
  if (session && !session->check_alive()) {
    record_death(During::call);
    session.reset();
  }
  if (quarantined()) {
    session.reset();
    return Error{"AR-P016", "The plugin ended too often and is switched off.", "",
                 "Staff can switch it on again."};
  }
  if (session) return {};
  return start();
}

Result<fhir::Json> HostClient::State::call(std::string_view method, const fhir::Json& params,
                                           milliseconds deadline) {
  if (auto ready = ensure_ready(); !ready) {
    tell_printed();
    return ready.error();
  }
  Result<fhir::Json> reply = session->request(method, params, deadline);
  if (!session->alive()) {
    session.reset();
    record_death(During::call);
  }
  tell_printed();
  return reply;
}

void HostClient::State::tell_printed() {
  const Printed said = printed->take();
  if (options.on_printed && !said.nothing()) options.on_printed(plugin.manifest.id, said);
}

HostClient::HostClient(HostedPlugin plugin, HostOptions options)
    : state_(std::make_unique<State>()) {
  state_->plugin = std::move(plugin);
  state_->options = std::move(options);
  if (!state_->options.quarantine) state_->options.quarantine = std::make_shared<Quarantine>();
  state_->printed.emplace(state_->clock());
}

HostClient::~HostClient() {
  if (state_->session) state_->session->end(state_->options.shutdown_deadline);
  state_->tell_printed();
}

std::vector<CheckOutcome> HostClient::check(const PluginAnswers& answers) {
  const Manifest& manifest = state_->plugin.manifest;
  if (manifest.checks.empty()) return {};
  const Result<fhir::Json> reply = state_->call("redflag.check", write_answers(answers),
                                                milliseconds{manifest.redflag_deadline_ms});
  if (!reply) return all_not_evaluated(manifest, reply.error().code);
  Result<std::vector<CheckOutcome>> outcomes = read_checks(*reply, manifest);
  if (outcomes.ok()) return std::move(*outcomes);
  state_->punish();
  return all_not_evaluated(manifest, outcomes.error().code);
}

SummaryReply HostClient::summary(const PluginAnswers& answers) {
  const Manifest& manifest = state_->plugin.manifest;
  if (manifest.library.empty() || manifest.summary_lines.empty()) return {true, "", {}};
  const Result<fhir::Json> reply = state_->call("summary.lines", write_answers(answers),
                                                milliseconds{manifest.summary_deadline_ms});
  if (!reply) return {false, reply.error().code, {}};
  Result<std::vector<SummaryLineReply>> lines = read_lines(*reply, manifest);
  if (lines.ok()) return {true, "", std::move(*lines)};
  state_->punish();
  return {false, lines.error().code, {}};
}

Result<void> HostClient::selftest() {
  const Manifest& manifest = state_->plugin.manifest;
  if (manifest.library.empty()) return {};
  const Result<fhir::Json> reply =
      state_->call("selftest", fhir::Json::object(), milliseconds{manifest.summary_deadline_ms});
  if (!reply) return reply.error();
  return read_selftest(*reply);
}

bool HostClient::quarantined() const {
  return state_->quarantined();
}

void HostClient::lift_quarantine() {
  static_cast<void>(state_->options.quarantine->lift(state_->plugin.manifest.id));
}

int HostClient::deaths() const {
  return state_->deaths;
}

int HostClient::child_pid() const {
  return state_->session ? state_->session->pid() : -1;
}

}  // namespace anteroom::plugin
