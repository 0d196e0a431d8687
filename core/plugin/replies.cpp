#include "core/plugin/replies.h"

#include <algorithm>
#include <set>

#include "core/plugin/strict_reader.h"

namespace anteroom::plugin {
namespace {

constexpr std::size_t kMaxText = 600;
constexpr std::string_view kUnknownAnswers = "unknown-answers";

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Messages of a reply's reader could quote a key that the plugin made up: only the place is kept.
Error bad(const Errors& errors) {
  return {"AR-P013", "The plugin's reply does not have the agreed shape.", errors.front().pointer,
          ""};
}

std::optional<Outcome> outcome_from(std::string_view word) {
  if (word == "present") return Outcome::present;
  if (word == "absent") return Outcome::absent;
  if (word == "not_evaluated") return Outcome::not_evaluated;
  return std::nullopt;
}

void read_check(const StrictReader& reader, const fhir::Json& entry, const std::string& pointer,
                const Manifest& manifest, std::vector<CheckOutcome>& outcomes) {
  if (!reader.object(entry, pointer, {"id", "outcome", "answers"}, {"reason", "text"})) return;
  const std::string id = reader.string(entry, pointer, "id", 64);
  const auto found = std::find_if(outcomes.begin(), outcomes.end(),
                                  [&](const auto& known) { return known.id == id; });
  if (found == outcomes.end())
    return reader.complain(pointer_to(pointer, "id"), "The manifest has no such check.");
  if (found->reason.empty() || found->reason == kUnknownAnswers)
    return reader.complain(pointer_to(pointer, "id"), "This check was answered twice.");
  const auto outcome = outcome_from(reader.string(entry, pointer, "outcome", 20));
  const std::string reason = reader.string(entry, pointer, "reason", 40);
  if (!outcome || (*outcome == Outcome::not_evaluated) != (reason == kUnknownAnswers) ||
      (*outcome != Outcome::not_evaluated && !reason.empty()))
    return reader.complain(pointer, "The outcome and its reason do not fit.");
  found->outcome = *outcome;
  found->reason = reason;
  found->text = reader.string(entry, pointer, "text", kMaxText);
  found->answers = reader.strings(entry, pointer, "answers", 64, 64);
  for (const std::string& link_id : found->answers) {
    if (!contains(manifest.reads, link_id))
      reader.complain(pointer_to(pointer, "answers"), "Not an item it may read.");
  }
}

fhir::Json write_state(const std::string& link_id, const form::ItemState& state) {
  fhir::Json entry = fhir::Json::object();
  entry.set("linkId", link_id);
  switch (state.kind) {
    case form::ItemState::Kind::unknown:
      entry.set("state", "unknown");
      break;
    case form::ItemState::Kind::not_present:
      entry.set("state", "not_present");
      break;
    case form::ItemState::Kind::answered:
      entry.set("state", "answered");
      break;
  }
  if (state.kind == form::ItemState::Kind::unknown && state.reason != form::UnknownReason::none)
    entry.set("reason", form::to_code(state.reason));
  if (state.kind != form::ItemState::Kind::answered) return entry;
  fhir::Json codes = fhir::Json::array();
  for (const std::string& code : state.codes) codes.push(code);
  entry.set("partial", state.partial).set("codes", std::move(codes));
  if (state.number) entry.set("number", *state.number);
  return entry;
}

}  // namespace

Result<Description> read_description(const fhir::Json& reply) {
  Errors errors;
  const StrictReader reader("AR-P013", errors);
  if (!reader.object(reply, "", {"id", "capabilities", "checks", "summary_lines"}, {}))
    return bad(errors);
  Description description;
  description.id = reader.string(reply, "", "id", 128);
  description.capabilities = reader.strings(reply, "", "capabilities", 32, 64);
  description.checks = reader.strings(reply, "", "checks", 64, 64);
  description.summary_lines = reader.strings(reply, "", "summary_lines", 64, 64);
  if (!errors.empty()) return bad(errors);
  return description;
}

Result<void> compare(const Description& description, const Manifest& manifest) {
  std::set<std::string> promised, offered(description.checks.begin(), description.checks.end());
  for (const CheckDeclaration& check : manifest.checks) promised.insert(check.id);
  const std::set<std::string> lines(manifest.summary_lines.begin(), manifest.summary_lines.end());
  const std::set<std::string> offered_lines(description.summary_lines.begin(),
                                            description.summary_lines.end());
  if (description.id != manifest.id || promised != offered || lines != offered_lines)
    return Error{
        "AR-P012", "The library says it is or does something else than the manifest.", "/provides",
        "Make `checks` and `summary_lines` of plugin.json equal to what the library registers."};
  if ((!promised.empty() && !contains(description.capabilities, "redflag.check/1")) ||
      (!lines.empty() && !contains(description.capabilities, "summary.lines/1")))
    return Error{"AR-P017", "The library lacks a capability that its manifest needs.", "/provides",
                 "Build it with an SDK that has redflag.check/1 and summary.lines/1."};
  return {};
}

std::vector<CheckOutcome> all_not_evaluated(const Manifest& manifest, std::string_view reason) {
  std::vector<CheckOutcome> outcomes;
  for (const CheckDeclaration& check : manifest.checks) {
    CheckOutcome outcome;
    outcome.id = check.id;
    outcome.tier = check.tier;
    outcome.title = check.title;
    outcome.reason = reason;
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

Result<std::vector<CheckOutcome>> read_checks(const fhir::Json& reply, const Manifest& manifest) {
  Errors errors;
  const StrictReader reader("AR-P013", errors);
  if (!reader.object(reply, "", {"checks"}, {})) return bad(errors);
  std::vector<CheckOutcome> outcomes = all_not_evaluated(manifest, "AR-P013");
  const fhir::JsonArray& entries = reader.array(reply, "", "checks", manifest.checks.size());
  for (std::size_t i = 0; i < entries.size(); ++i)
    read_check(reader, entries[i], pointer_to("/checks", i), manifest, outcomes);
  if (!errors.empty()) return bad(errors);
  return outcomes;
}

Result<std::vector<SummaryLineReply>> read_lines(const fhir::Json& reply,
                                                 const Manifest& manifest) {
  Errors errors;
  const StrictReader reader("AR-P013", errors);
  if (!reader.object(reply, "", {"lines"}, {})) return bad(errors);
  std::vector<SummaryLineReply> lines;
  const fhir::JsonArray& entries = reader.array(reply, "", "lines", manifest.summary_lines.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string pointer = pointer_to("/lines", i);
    if (!reader.object(entries[i], pointer, {"id", "text"}, {})) continue;
    SummaryLineReply line{reader.string(entries[i], pointer, "id", 64),
                          reader.string(entries[i], pointer, "text", kMaxText)};
    const bool twice = std::any_of(lines.begin(), lines.end(),
                                   [&](const auto& other) { return other.id == line.id; });
    if (twice || !contains(manifest.summary_lines, line.id))
      reader.complain(pointer, "The manifest has no such line, or it came twice.");
    lines.push_back(std::move(line));
  }
  if (!errors.empty()) return bad(errors);
  return lines;
}

Result<void> read_selftest(const fhir::Json& reply) {
  Errors errors;
  const StrictReader reader("AR-P013", errors);
  if (!reader.object(reply, "", {"ok", "message"}, {}) || !reply.find("ok")->is_bool() ||
      !reply.find("message")->is_string())
    return Error{"AR-P013", "The plugin's selftest reply does not have the agreed shape.", "", ""};
  if (reply.find("ok")->as_bool()) return {};
  return Error{"AR-P015",
               "The plugin's selftest failed: " + reply.find("message")->as_string().substr(0, 300),
               "", ""};
}

fhir::Json write_answers(const PluginAnswers& answers) {
  fhir::Json items = fhir::Json::array();
  for (const auto& [link_id, state] : answers.items) items.push(write_state(link_id, state));
  fhir::Json params = fhir::Json::object();
  params.set("language", answers.language).set("answers", std::move(items));
  return params;
}

}  // namespace anteroom::plugin
