#include "core/plugin/mutation.h"

#include <filesystem>

#include "core/plugin/case_reader.h"
#include "core/plugin/cases.h"

namespace anteroom::plugin {
namespace {

Error listed(std::string message, std::string mend) {
  return {"AR-P026", std::move(message), std::string(kEquivalentMutants), std::move(mend)};
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
    Errors errors;
    const std::vector<EquivalentMutant> entries = read_equivalents(*json, errors);
    for (Error& error : errors) {
      error.pointer = std::string(kEquivalentMutants) + "#" + error.pointer;
      report_.errors.push_back(std::move(error));
    }
    for (const EquivalentMutant& entry : entries) equivalent(entry);
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

  void equivalent(const EquivalentMutant& entry) {
    for (MutantResult& result : report_.mutants) {
      if (result.mutant.id != entry.id) continue;
      if (!result.killed_by.empty())
        report_.errors.push_back(listed("The mutant " + entry.id +
                                            " is not equivalent: golden patient " +
                                            result.killed_by + " gives it away.",
                                        "Take it out of the list."));
      else
        result.equivalent = entry.reason;
      return;
    }
    report_.errors.push_back(listed("There is no mutant \"" + entry.id + "\".",
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
