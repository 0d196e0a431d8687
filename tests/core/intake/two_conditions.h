// A visit with two reasons: upper back pain and neck pain (and low back pain, which has a library
// of its own), the real bundles.
#pragma once

#include <map>

#include "tests/core/intake/visit_fixture.h"

namespace anteroom::intake {

inline constexpr const char* kNeck = "neck-pain";
inline constexpr const char* kLow = "low-back-pain";
inline constexpr const char* kHistory = "general-history";

inline std::shared_ptr<const plugin::Bundle> bundle_of(const std::string& id) {
  static std::map<std::string, plugin::Bundle::Loaded> loaded;
  auto found = loaded.find(id);
  if (found == loaded.end()) {
    found =
        loaded
            .emplace(id, plugin::Bundle::load(std::string(ANTEROOM_BINARY_DIR) + "/plugins/" + id))
            .first;
    for (const Error& error : found->second.errors) ADD_FAILURE() << error.to_string();
  }
  return found->second.bundle;
}

struct TwoConditions : VisitTest {
  TwoConditions() {
    services.catalogue = {real_bundle(), bundle_of(kNeck), bundle_of(kLow), bundle_of(kHistory)};
  }
  std::unique_ptr<Intake> begin(const std::vector<std::string>& reasons = {kId, kNeck}) {
    auto visit = Intake::begin(services);
    EXPECT_TRUE(visit.ok());
    EXPECT_TRUE((*visit)->check_in({"Sample", "Sam", "1992-03-17", "male"}).ok());
    const Result<void> chosen = (*visit)->choose(reasons);
    EXPECT_TRUE(chosen.ok());
    return std::move(*visit);
  }
  /// By the codes that the item offers.
  static Result<Change> say(Intake& visit, const ItemRef& item,
                            const std::vector<std::string>& codes) {
    std::vector<form::AnswerValue> values;
    for (const form::Option& option :
         visit.form(item.plugin)->definition().find(item.path)->options)
      if (std::find(codes.begin(), codes.end(), option.code) != codes.end())
        values.push_back({option.value});
    return visit.answer(item, std::move(values));
  }
  static std::vector<std::string> codes(const Intake& visit, const ItemRef& item) {
    const auto states = visit.form(item.plugin)->states(item.path);
    return states.empty() ? std::vector<std::string>{} : states.front().codes;
  }
  static form::UnknownReason reason(const Intake& visit, const ItemRef& item) {
    return visit.form(item.plugin)->unknown_reason(item.path);
  }
  static triage::RuleState state(const Intake& visit, const std::string& plugin,
                                 const std::string& rule) {
    for (const triage::Finding& each : visit.triage(plugin).findings)
      if (each.rule_id == rule) return each.state;
    ADD_FAILURE() << plugin << " has no rule " << rule;
    return triage::RuleState::not_evaluated;
  }
};

}  // namespace anteroom::intake
