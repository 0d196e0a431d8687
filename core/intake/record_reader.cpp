// "anteroom-intake/1" read back. Members that are missing or of another kind are refused (AR-I010
// with their place): a record with a hole in it must not print as one without findings. Members
// this version does not know are left alone.
#include <exception>
#include <functional>

#include "core/intake/events.h"
#include "core/intake/record.h"

namespace anteroom::intake {
namespace {

using fhir::Json;

/// Stays inside this file: the way out of nested reading.
struct Misfit : std::exception {
  explicit Misfit(Error what) : error(std::move(what)) {}
  Error error;
};

[[noreturn]] void misfit(const std::string& pointer, const std::string& what) {
  throw Misfit({"AR-I010", "This is not an intake record: " + what, pointer, "", 0, 0});
}

/// A JSON object with its place.
class Reader {
 public:
  Reader(const Json& json, std::string pointer) : json_(json), pointer_(std::move(pointer)) {
    if (!json.is_object()) misfit(pointer_, "an object is expected here.");
  }
  [[nodiscard]] const Json& member(std::string_view name) const {
    const Json* found = json_.find(name);
    if (found == nullptr) misfit(pointer_ + "/" + std::string(name), "this member is missing.");
    return *found;
  }
  [[nodiscard]] std::string text(std::string_view name) const {
    const Json& found = member(name);
    if (!found.is_string())
      misfit(pointer_ + "/" + std::string(name), "a string is expected here.");
    return found.as_string();
  }
  [[nodiscard]] bool flag(std::string_view name) const {
    const Json& found = member(name);
    if (!found.is_bool())
      misfit(pointer_ + "/" + std::string(name), "true or false is expected here.");
    return found.as_bool();
  }
  [[nodiscard]] Instant instant(std::string_view name) const {
    const std::string written = text(name);
    const Result<Instant> read = parse_instant(written);
    if (!written.empty() && !read)
      misfit(pointer_ + "/" + std::string(name), "an instant is expected here.");
    return written.empty() ? Instant{} : *read;
  }
  [[nodiscard]] triage::Tier tier(std::string_view name) const {
    const auto tier = triage::tier_from(text(name));
    if (!tier)
      misfit(pointer_ + "/" + std::string(name),
             "none, routine, urgent or emergency is expected here.");
    return *tier;
  }
  /// The one of `words` that stands here, as its index.
  [[nodiscard]] std::size_t one_of(std::string_view name,
                                   std::initializer_list<std::string_view> words) const {
    const std::string written = text(name);
    std::size_t index = 0;
    for (const std::string_view word : words) {
      if (word == written) return index;
      ++index;
    }
    misfit(pointer_ + "/" + std::string(name), "this word is not known.");
  }
  [[nodiscard]] const std::string& place() const { return pointer_; }
  template <class Thing>
  [[nodiscard]] std::vector<Thing> list(std::string_view name,
                                        const std::function<Thing(const Reader&)>& read) const {
    std::vector<Thing> things;
    each(name, [&](const Json& json, const std::string& place) {
      things.push_back(read(Reader(json, place)));
    });
    return things;
  }
  [[nodiscard]] std::vector<std::string> texts(std::string_view name) const {
    std::vector<std::string> texts;
    each(name, [&](const Json& json, const std::string& place) {
      if (!json.is_string()) misfit(place, "a string is expected here.");
      texts.push_back(json.as_string());
    });
    return texts;
  }
  [[nodiscard]] std::vector<Json> objects(std::string_view name) const {
    std::vector<Json> objects;
    each(name, [&](const Json& json, const std::string& place) {
      if (!json.is_object()) misfit(place, "an object is expected here.");
      objects.push_back(json);
    });
    return objects;
  }
  [[nodiscard]] const Json* find(std::string_view name) const { return json_.find(name); }

 private:
  void each(std::string_view name,
            const std::function<void(const Json&, const std::string&)>& use) const {
    const Json& found = member(name);
    const std::string place = pointer_ + "/" + std::string(name);
    if (!found.is_array()) misfit(place, "a list is expected here.");
    std::size_t index = 0;
    for (const Json& json : found.as_array()) use(json, place + "/" + std::to_string(index++));
  }

  const Json& json_;
  std::string pointer_;
};

form::UnknownReason reason_of(const Reader& reader, std::string_view name) {
  return static_cast<form::UnknownReason>(
      reader.one_of(name, {"", "asked-unknown", "asked-declined", "skipped"}));
}

PluginUse plugin_use(const Reader& reader) {
  PluginUse use{reader.text("id"), reader.text("version"), reader.text("manifest_sha256"),
                reader.text("title")};
  // Only records of visits with several plugins have it.
  if (reader.find("role") != nullptr)
    use.role = static_cast<PluginRole>(1 + reader.one_of("role", {"reason", "common-history"}));
  return use;
}

triage::DecisiveAnswer decisive(const Reader& reader) {
  triage::DecisiveAnswer answer{reader.text("linkId"), reader.texts("codes"), std::nullopt};
  const Json* number = reader.find("number");
  if (number != nullptr && !number->is_number())
    misfit(reader.place() + "/number", "a number is expected here.");
  if (number != nullptr) answer.number = number->as_decimal();
  return answer;
}

RecordFinding finding(const Reader& reader) {
  RecordFinding found;
  found.plugin = reader.text("plugin");
  found.finding.rule_id = reader.text("rule");
  found.finding.tier = reader.tier("tier");
  found.finding.state = static_cast<triage::RuleState>(
      reader.one_of("state", {"not_evaluated", "unresolved", "not_fired", "fired"}));
  found.finding.reason = reader.text("reason");
  found.finding.answers = reader.list<triage::DecisiveAnswer>("answers", decisive);
  found.at = reader.instant("at");
  found.changed_answer = reader.flag("changed_answer");
  found.name = reader.text("name");
  found.summary_label = reader.text("summary_label");
  found.clinician_message = reader.text("clinician_message");
  found.suspected = reader.text("suspected");
  found.evidence = reader.text("evidence");
  found.answer_words = reader.texts("answer_words");
  return found;
}

std::pair<std::string, plugin::CheckOutcome> coded_check(const Reader& reader) {
  plugin::CheckOutcome check;
  check.id = reader.text("id");
  check.tier = reader.tier("tier");
  check.title = reader.text("title");
  check.outcome = static_cast<plugin::Outcome>(
      reader.one_of("outcome", {"not_evaluated", "absent", "present"}));
  check.reason = reader.text("reason");
  check.text = reader.text("text");
  check.answers = reader.texts("answers");
  return {reader.text("plugin"), std::move(check)};
}

std::pair<std::string, std::string> item(const Reader& reader) {
  return {reader.text("plugin"), reader.text("linkId")};
}

Alert alert(const Reader& reader) {
  using Ack = std::pair<Instant, std::string>;
  return {reader.text("plugin"), reader.text("rule"), reader.instant("raised_at"),
          reader.list<Ack>("acks", [](const Reader& ack) {
            return Ack{ack.instant("at"), ack.text("by")};
          })};
}

Record::Line line(const Reader& reader) {
  (void)reader.one_of("source", {"core", "plugin"});
  return {reader.text("plugin"), reader.text("id"), reader.text("label"), reader.text("text"),
          reader.text("source")};
}

AnswerLine answer(const Reader& reader) {
  AnswerLine line;
  line.plugin = reader.text("plugin");
  line.link_id = reader.text("linkId");
  line.step = reader.text("step");
  line.question = reader.text("question");
  line.answer = reader.text("answer");
  line.codes = reader.texts("codes");
  line.kind = static_cast<form::ItemState::Kind>(
      reader.one_of("state", {"unknown", "not_present", "answered"}));
  line.reason = reason_of(reader, "reason");
  line.partial = reader.flag("partial");
  line.shown = reader.flag("shown");
  line.safety = reader.flag("safety");
  line.private_item = reader.flag("private");
  line.prefilled = reader.flag("prefilled");
  line.changed = reader.flag("changed");
  line.free_text = reader.text("free_text");
  if (reader.find("shared") != nullptr) line.shared = reader.text("shared");
  return line;
}

void read_head(const Reader& reader, Record& record) {
  record.id = reader.text("id");
  record.intake_number = reader.text("intake_number");
  record.kiosk = reader.text("kiosk");
  record.clinic = reader.text("clinic");
  record.started = reader.instant("started");
  record.finished = reader.instant("finished");
  record.end = static_cast<End>(reader.one_of("end", {"", "finished", "stopped", "timed_out"}));
  record.language = reader.text("language");
  record.respondent = reader.text("respondent");
  const Reader patient(reader.member("patient"), "/patient");
  for (const char* name : {"family", "given", "birthDate", "gender"}) (void)patient.text(name);
  record.patient = patient_from(reader.member("patient"));
  record.identity_verified = reader.flag("identity_verified");
  const Reader consent(reader.member("consent"), "/consent");
  (void)consent.flag("given");
  for (const char* name : {"doc", "version", "sha256", "language"})
    if (consent.find(name) != nullptr) (void)consent.text(name);
  if (consent.find("given_at") != nullptr) (void)consent.instant("given_at");
  record.consent = consent_from(reader.member("consent"));
  record.audit_head = reader.text("audit_head");
}

}  // namespace

Result<Record> record_from_json(const Json& json) {
  try {
    const Reader reader(json, "");
    if (reader.text("schema") != "anteroom-intake/1")
      misfit("/schema", "its schema is another one.");
    Record record;
    read_head(reader, record);
    record.plugins = reader.list<PluginUse>("plugins", plugin_use);
    record.tier = reader.tier("tier");
    record.findings = reader.list<RecordFinding>("findings", finding);
    record.coded_checks =
        reader.list<std::pair<std::string, plugin::CheckOutcome>>("coded_checks", coded_check);
    record.unknown_safety_items =
        reader.list<std::pair<std::string, std::string>>("unknown_safety_items", item);
    record.changed_answers =
        reader.list<std::pair<std::string, std::string>>("changed_answers", item);
    record.alerts = reader.list<Alert>("alerts", alert);
    record.summary_lines = reader.list<Record::Line>("summary_lines", line);
    record.plugin_lines_evaluated = reader.flag("plugin_lines_evaluated");
    record.answers = reader.list<AnswerLine>("answers", answer);
    record.responses = reader.objects("responses");
    record.summaries = reader.objects("summaries");
    record.body_maps = reader.texts("body_maps");
    return record;
  } catch (const Misfit& found) {
    return found.error;
  }
}

}  // namespace anteroom::intake
