#include "core/plugin/check.h"

#include <time.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <set>

#include "core/plugin/cases.h"
#include "core/plugin/library_image.h"
#include "core/plugin/strict_reader.h"

namespace anteroom::plugin {
namespace {

using std::chrono::milliseconds;
constexpr std::size_t kMaxCaseBytes = std::size_t{16} << 20;
constexpr int kCalls = 100;          // of the library, for determinism and speed
constexpr double kHighestGrade = 6;  // reading grade of a question (health literacy: CDC, AHRQ)

/// How long calls take, whatever else the machine does: the slowest by the processor time of the
/// plugin's process, and by the wall the quickest, which a plugin that waits cannot hide.
class CallTimes {
 public:
  void begin(int pid) {
    start_ = std::chrono::steady_clock::now();
    processor_ = processor_time(pid);
  }
  void end(int pid) {
    const auto wall = std::chrono::steady_clock::now() - start_;
    quickest_ = std::min(quickest_, std::chrono::duration_cast<milliseconds>(wall));
    const auto now = processor_time(pid);
    if (now && processor_) busiest_ = std::max(busiest_, *now - *processor_);
  }
  [[nodiscard]] milliseconds slowest() const { return std::max(busiest_, quickest_); }

 private:
  static std::optional<milliseconds> processor_time(int pid) {
    clockid_t clock{};
    timespec used{};
    if (pid <= 0 || clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
      return std::nullopt;
    return milliseconds{used.tv_sec * 1000 + used.tv_nsec / 1000000};
  }
  std::chrono::steady_clock::time_point start_;
  std::optional<milliseconds> processor_;
  milliseconds busiest_{0}, quickest_ = milliseconds::max();
};

/// One bundle under examination.
class Examiner {
 public:
  Examiner(CheckReport& report, const HostOptions& host) : report_(report), host_(host) {}

  void run() {
    for (const std::string& link_id : definition().link_ids()) question(link_id);
    report_.rules = static_cast<int>(report_.bundle->rules()->rules().size());
    for (const std::string& path : golden_files(manifest())) cases(path);
    coverage();
    if (!manifest().library.empty()) library();
  }

 private:
  [[nodiscard]] const Manifest& manifest() const { return report_.bundle->manifest(); }
  [[nodiscard]] const form::Definition& definition() const { return *report_.bundle->definition(); }

  void question(const std::string& link_id) {
    const form::ItemDefinition& item = *definition().find(link_id);
    if (item.type == form::ItemType::group || item.type == form::ItemType::display) return;
    ++report_.questions;
    if (item.hidden) return;  // read by nobody at the kiosk
    if (std::ranges::find(manifest().fixed_wording, link_id) != manifest().fixed_wording.end())
      return;
    const double grade = reading_grade(item.text);
    if (grade <= kHighestGrade) return;
    report_.warnings.push_back({"AR-P023",
                                "The question \"" + link_id + "\" reads at grade " +
                                    std::to_string(static_cast<int>(grade + 0.5)) + ", above 6.",
                                link_id, "Use shorter words and sentences."});
  }

  void cases(const std::string& path) {
    const Result<std::string> text =
        read_regular_file(report_.bundle->directory() + "/" + path, kMaxCaseBytes);
    const Result<fhir::Json> json =
        text.ok() ? fhir::parse_json(*text) : Result<fhir::Json>(text.error());
    const Result<std::vector<CaseResult>> results =
        json.ok() ? run_cases(*report_.bundle, *json)
                  : Result<std::vector<CaseResult>>(json.error());
    if (!results) {
      Error error = results.error();
      if (error.line == 0 && text.ok()) error = fhir::with_place(std::move(error), *text);
      error.pointer = path + "#" + error.pointer;
      report_.errors.push_back(std::move(error));
      return;
    }
    for (std::size_t i = 0; i < results->size(); ++i) {
      Error place{"AR-P022", "", pointer_to(pointer_to("/cases", i), "expected"), ""};
      place = fhir::with_place(std::move(place), *text);
      place.pointer = path + "#" + place.pointer;
      one_case(place, (*results)[i]);
    }
    if (first_case_.is_null() && !results->empty())
      first_case_ = json->array_or_empty("cases").front();
  }

  void one_case(const Error& place, const CaseResult& result) {
    ++report_.cases;
    if (result.pass) ++report_.cases_passed;
    fired_.insert(result.fired.begin(), result.fired.end());
    std::set<std::string> silent;
    for (const triage::Rule& rule : report_.bundle->rules()->rules()) silent.insert(rule.id);
    for (const std::string& id : result.fired) silent.erase(id);
    for (const std::string& id : result.unresolved) silent.erase(id);
    not_fired_.insert(silent.begin(), silent.end());
    for (const std::string& difference : result.differences) {
      Error error = place;
      error.message = "Golden patient " + result.id + ": " + difference + ".";
      error.mend = "Correct the rule, the form, or what the case expects.";
      report_.errors.push_back(std::move(error));
    }
  }

  /// A flag that no golden patient raises, or that all raise, is not known to work.
  void coverage() {
    for (const triage::Rule& rule : report_.bundle->rules()->rules()) {
      if (!fired_.contains(rule.id))
        report_.errors.push_back({"AR-P022", "No golden patient makes " + rule.id + " fire.",
                                  "cases/", "Add one that does."});
      if (!not_fired_.contains(rule.id))
        report_.errors.push_back({"AR-P022", "No golden patient leaves " + rule.id + " not fired.",
                                  "cases/", "Add one that does."});
    }
  }

  [[nodiscard]] PluginAnswers answers() const {
    form::Form form(report_.bundle->definition(), {});
    if (const fhir::Json* played = first_case_.find("answers"))
      static_cast<void>(play_answers(form, *played));
    return answers_for(manifest(), form);
  }

  void library() {
    HostOptions host = host_;
    host.answers = MayHoldAnswers::no;  // golden patients are invented
    host.on_printed = [this](const std::string&, const Printed& printed) {
      report_.printed += printed.words;
      report_.unkept += printed.unkept;
    };
    HostClient client(report_.bundle, host);
    if (const Result<void> selftest = client.selftest(); !selftest) {
      report_.errors.push_back(selftest.error());
      return;
    }
    report_.library_checked = true;
    const PluginAnswers seen = answers();
    CallTimes times;
    std::optional<std::pair<std::vector<CheckOutcome>, SummaryReply>> first;
    for (int i = 0; i < kCalls; ++i) {
      times.begin(client.child_pid());
      std::vector<CheckOutcome> outcomes = client.check(seen);
      times.end(client.child_pid());
      SummaryReply lines = client.summary(seen);
      if (!answered(outcomes, lines)) return;
      if (!first)
        first.emplace(std::move(outcomes), std::move(lines));
      else if (!same(first->first, outcomes) || !same(first->second, lines))
        return differs();
    }
    if (times.slowest().count() * 10 > manifest().redflag_deadline_ms)
      report_.warnings.push_back(
          {"AR-P024",
           "The slowest of 100 check calls took " + std::to_string(times.slowest().count()) +
               " ms, more than a tenth of its deadline.",
           manifest().library, "Do less in a call, or prepare it in the constructor."});
  }

  bool answered(const std::vector<CheckOutcome>& outcomes, const SummaryReply& lines) {
    for (const CheckOutcome& outcome : outcomes) {
      if (outcome.reason.starts_with("AR-")) return failed(outcome.reason, "check " + outcome.id);
    }
    return lines.evaluated || failed(lines.reason, "summary lines");
  }

  bool failed(const std::string& code, const std::string& what) {
    report_.errors.push_back({code, "The library failed in its " + what + ".", manifest().library,
                              "See: anteroom explain " + code});
    return false;
  }

  void differs() {
    report_.errors.push_back({"AR-P024", "The same answers gave different replies.",
                              manifest().library,
                              "Use no clock, no random numbers and no state between calls."});
  }

  static bool same(const std::vector<CheckOutcome>& a, const std::vector<CheckOutcome>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const CheckOutcome& x, const CheckOutcome& y) {
                        return x.outcome == y.outcome && x.reason == y.reason && x.text == y.text &&
                               x.answers == y.answers;
                      });
  }
  static bool same(const SummaryReply& a, const SummaryReply& b) {
    return std::equal(a.lines.begin(), a.lines.end(), b.lines.begin(), b.lines.end(),
                      [](const SummaryLineReply& x, const SummaryLineReply& y) {
                        return x.id == y.id && x.text == y.text;
                      });
  }

  CheckReport& report_;
  const HostOptions& host_;
  fhir::Json first_case_;
  std::set<std::string> fired_, not_fired_;
};

}  // namespace

CheckReport check_bundle(const std::string& directory, const HostOptions& host) {
  Bundle::Loaded loaded = Bundle::load(directory);
  CheckReport report;
  report.bundle = std::move(loaded.bundle);
  report.errors = std::move(loaded.errors);
  report.warnings = std::move(loaded.warnings);
  if (report.bundle) Examiner(report, host).run();
  return report;
}

}  // namespace anteroom::plugin
