// Loads red-flags.json (anteroom-red-flags/1): every member is checked, every problem comes back
// with its place.
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <set>

#include "core/triage/rule_set_state.h"

namespace anteroom::triage {
namespace {

constexpr std::string_view kSchema = "anteroom-red-flags/1";

struct Member {
  std::string_view name;
  std::string Rule::*target;  ///< nullptr: read elsewhere
  bool required;
};
constexpr std::array<Member, 9> kMembers{{{"id", &Rule::id, true},
                                          {"tier", nullptr, true},
                                          {"name", &Rule::name, true},
                                          {"when", &Rule::when, true},
                                          {"suspected", &Rule::suspected, true},
                                          {"clinicianMessage", &Rule::clinician_message, true},
                                          {"evidence", &Rule::evidence, true},
                                          {"caveat", &Rule::caveat, false},
                                          {"summaryLabel", &Rule::summary_label, true}}};

Error problem(std::string code, std::string message, std::string pointer, std::string mend = {}) {
  return Error{std::move(code), std::move(message), std::move(pointer), std::move(mend), 0, 0};
}

/// A word that reports, journals and command lines can carry as it is.
bool is_rule_id(std::string_view id) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  return id.size() <= 64 && plain(id.front()) && std::all_of(id.begin(), id.end(), [&](char c) {
           return plain(c) || c == '.' || c == '_' || c == '-';
         });
}

const Member* member_named(std::string_view name) {
  const auto place = std::find_if(kMembers.begin(), kMembers.end(),
                                  [&](const Member& m) { return m.name == name; });
  return place == kMembers.end() ? nullptr : &*place;
}

/// The strings of one rule, without `when` being understood yet.
Rule read_rule(const fhir::Json& json, const std::string& pointer, Errors& errors) {
  Rule rule;
  if (!json.is_object()) {
    errors.push_back(problem("AR-T002", "A rule must be an object.", pointer));
    return rule;
  }
  for (const auto& [name, value] : json.as_object()) {
    const Member* member = member_named(name);
    if (!member) {
      errors.push_back(problem("AR-T003", fmt::format("A rule has no member '{}'.", name),
                               pointer + "/" + name));
    } else if (!value.is_string()) {
      errors.push_back(
          problem("AR-T002", fmt::format("'{}' must be a string.", name), pointer + "/" + name));
    } else if (member->target) {
      rule.*(member->target) = value.as_string();
    }
  }
  for (const Member& member : kMembers) {
    if (!member.required || !json.string_or_empty(member.name).empty()) continue;
    const fhir::Json* given = json.find(member.name);
    if (given && !given->is_string()) continue;  // reported above
    errors.push_back(
        problem("AR-T002", fmt::format("'{}' is missing or empty.", member.name), pointer));
  }
  if (!rule.id.empty() && !is_rule_id(rule.id))
    errors.push_back(problem("AR-T002", "This is no id for a rule.", pointer + "/id",
                             "Use letters, digits, '.', '_' and '-', at most 64: RF-E01."));
  const std::string_view word = json.string_or_empty("tier");
  if (const auto tier = tier_from(word); tier && *tier != Tier::none) {
    rule.tier = *tier;
  } else if (!word.empty()) {
    errors.push_back(problem("AR-T004", fmt::format("'{}' is not a tier.", word), pointer + "/tier",
                             "Use emergency, urgent or routine."));
  }
  return rule;
}

Errors check_frame(const fhir::Json& red_flags) {
  Errors errors;
  if (!red_flags.is_object()) {
    errors.push_back(problem("AR-T001", "red-flags.json must be an object.", ""));
    return errors;
  }
  if (red_flags.string_or_empty("schema") != kSchema) {
    errors.push_back(
        problem("AR-T001", fmt::format("'schema' must be \"{}\".", kSchema), "/schema"));
  }
  const fhir::Json* rules = red_flags.find("rules");
  if (!rules || !rules->is_array())
    errors.push_back(problem("AR-T001", "'rules' must be a list.", "/rules"));
  for (const auto& member : red_flags.as_object()) {
    if (member.first == "schema" || member.first == "rules") continue;
    errors.push_back(problem("AR-T003", fmt::format("There is no member '{}'.", member.first),
                             "/" + member.first));
  }
  return errors;
}

std::vector<std::string> safety_items_of(const form::Definition& definition) {
  std::vector<std::string> out;
  for (const std::string& link_id : definition.link_ids()) {
    const form::ItemDefinition* item = definition.find(link_id);
    if (item && item->safety && item->type != form::ItemType::group &&
        item->type != form::ItemType::display) {
      out.push_back(link_id);
    }
  }
  return out;
}

}  // namespace

RuleSet::RuleSet(std::unique_ptr<State> state) : state_(std::move(state)) {}
RuleSet::~RuleSet() = default;
const std::vector<Rule>& RuleSet::rules() const {
  return state_->rules;
}
const std::vector<std::string>& RuleSet::safety_items() const {
  return state_->safety_items;
}

RuleSet::Loaded RuleSet::load(const fhir::Json& red_flags, const form::Definition& definition) {
  Loaded out;
  out.errors = check_frame(red_flags);
  auto state = std::make_unique<State>();
  const ItemLookup find_item = [&](std::string_view link_id) { return definition.find(link_id); };
  std::set<std::string> ids;
  const fhir::JsonArray& list = red_flags.array_or_empty("rules");
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string pointer = fmt::format("/rules/{}", i);
    Rule rule = read_rule(list[i], pointer, out.errors);
    if (!rule.id.empty() && !ids.insert(rule.id).second) {
      out.errors.push_back(problem(
          "AR-T005", fmt::format("The rule id '{}' stands here twice.", rule.id), pointer + "/id"));
    }
    if (rule.when.empty()) continue;
    auto condition =
        compile_when(rule.when, pointer + "/when", find_item, state->table, out.errors);
    if (!condition) continue;
    const auto read = items_read(*condition);
    state->rules_of.resize(state->table.items().size());
    for (const std::size_t item : read) {
      rule.reads.push_back(state->table.items()[item].link_id);
      state->rules_of[item].push_back(state->rules.size());
    }
    state->conditions.push_back(std::move(*condition));
    state->rules.push_back(std::move(rule));
  }
  if (!out.errors.empty()) return out;
  state->rules_of.resize(state->table.items().size());
  state->safety_items = safety_items_of(definition);
  out.rules = std::shared_ptr<const RuleSet>(new RuleSet(std::move(state)));
  return out;
}

}  // namespace anteroom::triage
