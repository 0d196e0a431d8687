// anteroom plugin test --mutate: which clauses of the rules no golden patient tests.
#include <fmt/format.h>
#include <iostream>

#include "core/plugin/mutation.h"
#include "kiosk/cli/plugin_commands.h"

namespace anteroom::cli {
namespace {

using fhir::Json;
using plugin::MutantResult;
using plugin::MutationScore;

bool survives(const MutantResult& result) {
  return result.killed_by.empty() && result.equivalent.empty();
}

fhir::Decimal rounded(double score) {
  return {static_cast<__int128>(score * 10000), 4};  // never up to 1
}

Json score_json(const MutationScore& score) {
  return Json::object()
      .set("mutants", score.mutants)
      .set("killed", score.killed)
      .set("equivalent", score.equivalent)
      .set("score", rounded(score.value()));
}

Json mutant_json(const MutantResult& result) {
  Json json = Json::object();
  json.set("id", result.mutant.id)
      .set("rule", result.mutant.rule_id)
      .set("tier", triage::to_string(result.mutant.tier))
      .set("mutation", triage::to_string(result.mutant.mutation))
      .set("clause", result.mutant.clause)
      .set("when", result.mutant.when);
  if (!result.hint.empty()) json.set("hint", result.hint);
  if (!result.equivalent.empty()) json.set("reason", result.equivalent);
  return json;
}

Json report_json(const plugin::Bundle& bundle, const plugin::MutationReport& report) {
  Json survivors = Json::array(), equivalent = Json::array(), errors = Json::array();
  for (const MutantResult& result : report.mutants) {
    if (survives(result)) survivors.push(mutant_json(result));
    if (!result.equivalent.empty()) equivalent.push(mutant_json(result));
  }
  for (const Error& error : report.errors) errors.push(to_json(error));
  Json json = Json::object();
  json.set("plugin", bundle.manifest().id)
      .set("ok", report.errors.empty() && report.safety.complete())
      .set("cases", report.cases)
      .set("safety", score_json(report.safety))
      .set("other", score_json(report.other));
  return json.set("survivors", std::move(survivors))
      .set("equivalent", std::move(equivalent))
      .set("errors", std::move(errors));
}

void print_score(std::string_view what, const MutationScore& score) {
  std::cout << fmt::format("{}: {} of {} mutants killed, {} equivalent, score {:.1f} %\n", what,
                           score.killed, score.mutants, score.equivalent,
                           static_cast<int>(score.value() * 1000) / 10.0);
}

void print_report(const plugin::MutationReport& report) {
  for (const MutantResult& result : report.mutants) {
    if (!survives(result)) continue;
    std::cout << "survives  " << result.mutant.id << "  (" << triage::to_string(result.mutant.tier)
              << ")\n  " << triage::to_string(result.mutant.mutation) << "  "
              << result.mutant.clause << '\n';
    if (!result.hint.empty()) std::cout << "  try   " << result.hint << '\n';
  }
  for (const Error& error : report.errors) {
    std::cout << "error  " << error.pointer << "  " << error.message << "  [" << error.code
              << "]\n";
    if (!error.mend.empty()) std::cout << "  mend  " << error.mend << '\n';
  }
  print_score("safety rules (emergency, urgent)", report.safety);
  print_score("other rules (routine)", report.other);
}

}  // namespace

void mutate(Context& context, const plugin::Bundle& bundle, const std::vector<std::string>& files) {
  std::map<std::string, Json> cases;
  for (const std::string& file : files) {
    Result<Json> json = fhir::read_json_file(file);
    if (!json) return context.fail(2, json.error());
    cases.emplace(file, std::move(*json));
  }
  const plugin::MutationReport report = plugin::run_mutants(bundle, cases);
  if (context.output == Output::json)
    context.print(report_json(bundle, report));
  else
    print_report(report);
  context.exit_code = report.errors.empty() && report.safety.complete() ? 0 : 1;
}

}  // namespace anteroom::cli
