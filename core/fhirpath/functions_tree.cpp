// Types, navigation, the functions FHIR adds, and the clock of the context (never the system's).
#include <fmt/format.h>

#include <mutex>
#include <set>

#include "core/fhirpath/functions.h"
#include "core/fhirpath/types.h"

namespace anteroom::fhirpath::functions {
namespace {

// The answer of type(): a node with `namespace` and `name`. Names are kept for the life of the
// process, since a Node borrows; there are as many as there are types.
class TypeInfoModel final : public NodeModel {
 public:
  enum Detail : std::uint64_t { info_system, info_fhir, name_space_system, name_space_fhir, name };

  static Node make(Detail detail, const std::string& type_name) {
    static TypeInfoModel model;
    static std::mutex mutex;
    static std::set<std::string> names;
    const std::lock_guard lock(mutex);
    return {&model, &*names.insert(type_name).first, detail};
  }
  void children(const Node& node, std::string_view child, std::vector<Node>& out) const override {
    if (node.detail > info_fhir) return;
    if (child == "namespace") out.push_back({this, node.place, node.detail + name_space_system});
    if (child == "name") out.push_back({this, node.place, name});
  }
  void all_children(const Node& node, std::vector<Node>& out) const override {
    children(node, "namespace", out);
    children(node, "name", out);
  }
  [[nodiscard]] std::string type_name(const Node& node) const override {
    return node.detail > info_fhir ? "string" : "SimpleTypeInfo";
  }
  [[nodiscard]] std::optional<Value> primitive(const Node& node) const override {
    if (node.detail == name) return *static_cast<const std::string*>(node.place);
    if (node.detail > info_fhir)
      return std::string(node.detail == name_space_fhir ? "FHIR" : "System");
    return std::nullopt;
  }
  [[nodiscard]] fhir::Json to_json(const Node& node) const override {
    if (const auto value = primitive(node)) return std::get<std::string>(*value);
    fhir::Json json = fhir::Json::object();
    json.set("namespace", node.detail == info_fhir ? "FHIR" : "System");
    json.set("name", *static_cast<const std::string*>(node.place));
    return json;
  }
};

void add_all_children(const Value& value, std::vector<Node>& out) {
  if (const auto* node = std::get_if<Node>(&value)) node->model->all_children(*node, out);
}

std::vector<Node> named_children(const Node& node, std::string_view name) {
  std::vector<Node> out;
  node.model->children(node, name, out);
  return out;
}

std::optional<Value> child(const Node& node, std::string_view name) {
  const std::vector<Node> found = named_children(node, name);
  if (found.size() != 1) return std::nullopt;
  return node.model->primitive(found.front());
}

bool has_url(const Node& extension, std::string_view url) {
  const auto value = child(extension, "url");
  const auto text = value ? text_of(*value) : std::nullopt;
  return text && *text == url;
}

// The weight that a coding carries itself.
std::optional<fhir::Decimal> own_weight(const Node& coding) {
  for (const std::string_view url :
       {"http://hl7.org/fhir/StructureDefinition/itemWeight",
        "http://hl7.org/fhir/StructureDefinition/ordinalValue",
        "http://hl7.org/fhir/StructureDefinition/questionnaire-ordinalValue",
        "http://hl7.org/fhir/StructureDefinition/codesystem-ordinalValue"}) {
    for (const Node& extension : named_children(coding, "extension")) {
      const auto value = has_url(extension, url) ? child(extension, "value") : std::nullopt;
      if (const auto number = value ? number_of(*value) : std::nullopt) return number;
    }
  }
  return std::nullopt;
}

std::optional<fhir::Decimal> weight_of(const EvalContext& context, const Node& node) {
  if (context.weight)
    if (const auto value = context.weight(node)) return value;
  if (const auto value = own_weight(node)) return value;
  // An answer, or an option: its coding is meant.
  for (const Node& inner : named_children(node, "value")) {
    const auto value = context.weight ? context.weight(inner) : std::nullopt;
    if (value) return value;
    if (const auto own = own_weight(inner)) return own;
  }
  return std::nullopt;
}

// The value of a FHIR primitive; nothing for a complex type, which a Quantity is too.
std::optional<Value> primitive_value(const Value& value) {
  Value system = system_value(value);
  const bool complex =
      std::holds_alternative<Node>(system) || std::holds_alternative<Quantity>(system);
  return complex ? std::nullopt : std::optional(std::move(system));
}

struct Local {
  std::chrono::year_month_day date;
  std::int64_t milliseconds;
};

Local local_now(const EvalContext& context) {
  const auto local = context.now + std::chrono::minutes(context.utc_offset_minutes);
  const auto day = std::chrono::floor<std::chrono::days>(local);
  return {std::chrono::year_month_day{day}, (local - day).count()};
}

std::string date_text(const Local& local) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(local.date.year()),
                     static_cast<unsigned>(local.date.month()),
                     static_cast<unsigned>(local.date.day()));
}

std::string time_text(const Local& local) {
  const std::int64_t ms = local.milliseconds;
  return fmt::format("{:02}:{:02}:{:02}.{:03}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60,
                     ms % 1000);
}

std::string offset_text(int minutes) {
  if (minutes == 0) return "Z";
  return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60,
                     std::abs(minutes) % 60);
}

}  // namespace

Collection children(Call& call) {
  std::vector<Node> found;
  for (const Value& value : call.input) {
    add_all_children(value, found);
    call.evaluator.held(call.expr, found.size());
  }
  return {found.begin(), found.end()};
}

Collection descendants(Call& call) {
  Collection out = children(call);
  for (std::size_t i = 0; i < out.size(); ++i) {
    std::vector<Node> found;
    add_all_children(out[i], found);
    call.evaluator.tick(call.expr, found.size());
    out.insert(out.end(), found.begin(), found.end());
    call.evaluator.held(call.expr, out.size());
  }
  return out;
}

Collection is(Call& call) {
  if (call.input.empty()) return {};
  if (call.input.size() > 1)
    fail(call.expr, "AR-X030", "is() got several values where one is needed.");
  return boolean(has_type(call.input.front(), type_argument(*call.expr.args[0])));
}
Collection as(Call& call) {
  if (call.input.size() > 1)
    fail(call.expr, "AR-X030", "as() got several values where one is needed.", "Use ofType().");
  return of_type(call);
}
Collection of_type(Call& call) {
  const std::string wanted = type_argument(*call.expr.args[0]);
  Collection out;
  for (const Value& value : call.input)
    if (has_type(value, wanted)) out.push_back(value);
  return out;
}

Collection type(Call& call) {
  Collection out;
  for (const Value& value : call.input) {
    const bool node = std::holds_alternative<Node>(value);
    out.emplace_back(TypeInfoModel::make(
        node ? TypeInfoModel::info_fhir : TypeInfoModel::info_system, type_of(value)));
  }
  return out;
}

Collection extension(Call& call) {
  const auto url = call.text(call.arg(0));
  Collection out;
  if (!url) return out;
  for (const Value& value : call.input) {
    const auto* node = std::get_if<Node>(&value);
    if (node == nullptr) continue;
    for (const Node& extension : named_children(*node, "extension"))
      if (has_url(extension, *url)) out.emplace_back(extension);
  }
  return out;
}

Collection has_value(Call& call) {
  return boolean(call.input.size() == 1 && primitive_value(call.input.front()));
}
Collection get_value(Call& call) {
  const auto value = call.input.size() == 1 ? primitive_value(call.input.front()) : std::nullopt;
  return value ? Collection{*value} : Collection{};
}

Collection weight(Call& call) {
  Collection out;
  for (const Value& value : call.input) {
    const auto* node = std::get_if<Node>(&value);
    const auto found = node != nullptr ? weight_of(call.evaluator.context(), *node) : std::nullopt;
    if (found) out.emplace_back(*found);
  }
  return out;
}

Collection today(Call& call) {
  return {Value{Temporal{Temporal::Kind::date, date_text(local_now(call.evaluator.context()))}}};
}
Collection now(Call& call) {
  const Local local = local_now(call.evaluator.context());
  return {Value{Temporal{Temporal::Kind::date_time, date_text(local) + "T" + time_text(local) +
                                                        offset_text(call.evaluator.offset())}}};
}
Collection time_of_day(Call& call) {
  return {Value{Temporal{Temporal::Kind::time, time_text(local_now(call.evaluator.context()))}}};
}

}  // namespace anteroom::fhirpath::functions
