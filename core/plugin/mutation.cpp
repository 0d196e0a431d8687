#include "core/plugin/mutation.h"

#include <filesystem>

#include "core/plugin/cases.h"

namespace anteroom::plugin {
namespace {

constexpr std::string_view kSchema = "anteroom-equivalent-mutants/1";

Error listed(std::string message, std::size_t index, std::string mend) {
  return {"AR-P026", std::move(message),
          std::string(kEquivalentMutants) + "#/mutants/" + std::to_string(index), std::move(mend)};
}

class Run {
 public:
  explicit Run(const Bundle& bundle)
      : bundle_(bundle), mutants_(*bundle.rules(), *bundle.definition()) {
    for (const triage::Mutant& mutant : mutants_.list())
      report_.mutants.push_back({mutant, "", "", ""});
  }

  void cases(const std::string& name, const fhir::Json& file) {
    const Result<std::vector<CaseResult>> results = run_cases(bundle_, file);
    if (!results) {
      Error error = results.error();
      error.pointer = name + "#" + error.pointer;
      report_.errors.push_back(std::move(error));
      return;
    }
    const fhir::JsonArray& list = file.array_or_empty("cases");
    for (std::size_t i = 0; i < results->size(); ++i) one_case(name, (*results)[i], list[i]);
  }

  void equivalents() {
    const std::string path = bundle_.directory() + "/" + std::string(kEquivalentMutants);
    if (std::error_code failed; !std::filesystem::exists(path, failed)) return;
    const Result<fhir::Json> json = fhir::read_json_file(path);
    if (!json) {
      report_.errors.push_back(json.error());
      return;
    }
    const fhir::Json* list = json->find("mutants");
    if (json->string_or_empty("schema") != kSchema || list == nullptr || !list->is_array()) {
      report_.errors.push_back({"AR-P026", "This is no list of equivalent mutants.",
                                std::string(kEquivalentMutants),
                                "Its `schema` is \"" + std::string(kSchema) +
                                    "\" and it has a list `mutants` of id and reason."});
      return;
    }
    for (std::size_t i = 0; i < list->as_array().size(); ++i) equivalent(list->as_array()[i], i);
  }

  MutationReport finish() {
    for (std::size_t i = 0; i < report_.mutants.size(); ++i) {
      MutantResult& result = report_.mutants[i];
      MutationScore& score =
          result.mutant.tier >= triage::Tier::urgent ? report_.safety : report_.other;
      ++score.mutants;
      if (!result.killed_by.empty())
        ++score.killed;
      else if (!result.equivalent.empty())
        ++score.equivalent;
      else
        result.hint = mutants_.hint(i);
    }
    return std::move(report_);
  }

 private:
  void one_case(const std::string& name, const CaseResult& result, const fhir::Json& one_case) {
    ++report_.cases;
    if (!result.pass) {
      report_.errors.push_back({"AR-P022",
                                "Golden patient " + result.id + " fails, so it tests no mutant.",
                                name, "See: anteroom plugin test"});
      return;
    }
    Errors played;  // empty: the case passes
    const form::Form form = play_case(bundle_, one_case, played);
    for (const std::size_t i : mutants_.differing(triage::FormSource(form))) {
      if (report_.mutants[i].killed_by.empty()) report_.mutants[i].killed_by = result.id;
    }
  }

  void equivalent(const fhir::Json& entry, std::size_t index) {
    const std::string id(entry.string_or_empty("id")), reason(entry.string_or_empty("reason"));
    if (reason.empty()) {
      report_.errors.push_back(
          listed("An equivalent mutant stands here without a reason.", index,
                 "Say why no answers of a patient can tell it from the rule."));
      return;
    }
    for (MutantResult& result : report_.mutants) {
      if (result.mutant.id != id) continue;
      if (!result.killed_by.empty())
        report_.errors.push_back(listed("The mutant " + id + " is not equivalent: golden patient " +
                                            result.killed_by + " gives it away.",
                                        index, "Take it out of the list."));
      else
        result.equivalent = reason;
      return;
    }
    report_.errors.push_back(listed("There is no mutant \"" + id + "\".", index,
                                    "The rule changed: look at its mutants again and take this "
                                    "entry out or give the new id."));
  }

  const Bundle& bundle_;
  triage::Mutants mutants_;
  MutationReport report_;
};

}  // namespace

double MutationScore::value() const {
  return mutants == equivalent ? 1.0 : static_cast<double>(killed) / (mutants - equivalent);
}

MutationReport run_mutants(const Bundle& bundle, const std::map<std::string, fhir::Json>& cases) {
  Run run(bundle);
  for (const auto& [name, file] : cases) run.cases(name, file);
  run.equivalents();
  return run.finish();
}

}  // namespace anteroom::plugin
