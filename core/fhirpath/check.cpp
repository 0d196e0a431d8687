// A walk that follows types in place of values. A type it cannot tell is checked no further, so
// that a finding is always right.
#include "core/fhirpath/check.h"

#include <algorithm>
#include <array>

#include "core/fhirpath/evaluator.h"
#include "core/fhirpath/types.h"

namespace anteroom::fhirpath {
namespace {

/// The types that values at a place may have. None of them and known: nothing is there, which was
/// told already.
struct Types {
  bool known = false;
  std::vector<const TypeSpec*> all;
};

constexpr std::array<std::string_view, 14> kKeep{
    "where",    "first",   "last",  "tail",      "skip",           "take",           "single",
    "distinct", "exclude", "trace", "intersect", "defineVariable", "checkModifiers", "sort"};
constexpr std::array<std::string_view, 11> kInside{
    "where", "select", "exists",    "all",      "any",           "sort",
    "iif",   "trace",  "aggregate", "coalesce", "defineVariable"};

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Abstract types stand for any type that derives from them.
bool is_open(const TypeSpec& type) {
  return type.name == "Resource" || type.name == "DomainResource" || type.name == "Element" ||
         type.name == "BackboneElement" || type.name == "xhtml";
}

bool is_primitive(const TypeSpec& type) {
  return type.name[0] >= 'a' && type.name[0] <= 'z';
}

Types named(std::string_view name) {
  if (name.starts_with("FHIR.")) name.remove_prefix(5);
  const TypeSpec* type = name.starts_with("System.") ? nullptr : find_type(name);
  if (type == nullptr || is_open(*type)) return {};
  return {true, {type}};
}

void add(Types& out, const TypeSpec* type) {
  if (std::find(out.all.begin(), out.all.end(), type) == out.all.end()) out.all.push_back(type);
}

Types both(Types a, const Types& b) {
  for (const TypeSpec* type : b.all) add(a, type);
  a.known = a.known && b.known;
  return a;
}

std::string shown(const Types& types) {
  std::string out;
  for (const TypeSpec* type : types.all) out += (out.empty() ? "" : " or ") + type->name;
  return out;
}

std::string expected(const Types& types) {
  std::string out;
  for (const TypeSpec* type : types.all) {
    for (; type != nullptr; type = find_type(type->base)) {
      if (is_open(*type)) break;  // what every type has is no help
      for (const auto& [name, element] : type->elements) out += (out.empty() ? "" : ", ") + name;
    }
  }
  return out;
}

class Checker {
 public:
  explicit Checker(const RootTypes& roots)
      : context_(named(roots.context)), resource_(named(roots.resource)) {}

  Types visit(const Expr& expr, const Types& self) {
    switch (expr.kind) {
      case Expr::Kind::member:
        return member(expr, self);
      case Expr::Kind::function:
        return function(expr, self);
      case Expr::Kind::index:
        visit(*expr.args[0], self);
        return visit(*expr.input, self);
      case Expr::Kind::variable:
        return variable(expr.text);
      case Expr::Kind::special:
        return expr.text == "this" ? self : Types{};
      case Expr::Kind::type_op:
        visit(*expr.input, self);
        return expr.text == "as" ? named(expr.type) : Types{};
      case Expr::Kind::binary: {
        Types left = visit(*expr.args[0], self);
        const Types right = visit(*expr.args[1], self);
        return expr.text == "|" ? both(std::move(left), right) : Types{};
      }
      default:
        for (const auto& arg : expr.args) visit(*arg, self);
        return {};
    }
  }

  std::vector<Error> take() { return std::move(findings_); }

 private:
  Types variable(std::string_view name) const {
    if (name == "context") return context_;
    if (name == "resource" || name == "rootResource") return resource_;
    if (name == "questionnaire") return named("Questionnaire");
    return name == "qitem" ? named("Questionnaire.item") : Types{};
  }

  Types member(const Expr& expr, const Types& self) {
    const Types owners = expr.input ? visit(*expr.input, self) : self;
    if (!owners.known || owners.all.empty()) return owners;
    Types out{true, {}};
    bool found = false;
    for (const TypeSpec* owner : owners.all) {
      if (!expr.input && is_subtype(owner->name, expr.text)) {
        found = true;
        add(out, owner);
      } else if (const auto* element = find_element(owner, expr.text)) {
        found = true;
        out.known = add_types(element->second, out) && out.known;
      } else if (is_primitive(*owner) && expr.text == "value") {
        return {};  // a value of System
      }
    }
    if (!found) report(expr, owners);
    return out;
  }

  /// False when a type of the element is not one to follow.
  static bool add_types(const ElementSpec& element, Types& out) {
    const std::vector<std::string_view> types = element_types(element);
    for (const std::string_view name : types) {
      const Types one = named(name);
      if (!one.known) return false;
      add(out, one.all.front());
    }
    return !types.empty();
  }

  void report(const Expr& expr, const Types& owners) {
    findings_.push_back({"AR-X014",
                         "R4 has no element '" + expr.text + "' in " + shown(owners) + ".", "",
                         mend(expr.text, owners), expr.line, expr.column});
  }

  /// valueCoding is how JSON spells value of type Coding.
  static std::string mend(const std::string& name, const Types& owners) {
    for (const TypeSpec* owner : owners.all)
      for (std::size_t end = name.size(); end-- > 1;) {
        const auto* element = find_element(owner, name.substr(0, end));
        if (element != nullptr && element->second.type.starts_with('*'))
          return "Write " + name.substr(0, end) + ", with ofType() for one type of it.";
      }
    return "Expected one of: " + expected(owners) + ".";
  }

  Types function(const Expr& expr, const Types& self) {
    const Types input = expr.input ? visit(*expr.input, self) : self;
    const std::string& name = expr.text;
    if (name == "ofType" || name == "as" || name == "is")
      return name == "is" ? Types{} : named(type_argument(*expr.args[0]));
    if (name == "getReferenceKey") return {};
    // repeat() goes on from what it found: its input is of either type.
    if (name == "repeat" || name == "repeatAll") return repeated(*expr.args[0], input);
    const Types& inside = is_in(kInside, name) ? input : self;
    std::vector<Types> args;
    for (const auto& arg : expr.args) args.push_back(visit(*arg, inside));
    if (is_in(kKeep, name)) return input;
    if (name == "select") return args[0];
    if (name == "iif") return args.size() == 3 ? both(args[1], args[2]) : args[1];
    if (name == "union" || name == "combine") return both(input, args[0]);
    if (name == "extension") return named("Extension");
    return {};
  }

  // Until no new type is met; what one type lacks another may have, so the last round tells.
  Types repeated(const Expr& arg, const Types& input) {
    Types all = input;
    while (true) {
      const std::size_t size = all.all.size();
      const std::size_t told = findings_.size();
      const Types found = visit(arg, all);
      all = both(std::move(all), found);
      if (!all.known || all.all.size() == size) return found;
      findings_.erase(findings_.begin() + static_cast<std::ptrdiff_t>(told), findings_.end());
    }
  }

  Types context_;
  Types resource_;
  std::vector<Error> findings_;
};

}  // namespace

std::vector<Error> unknown_elements(const Expr& expr, const RootTypes& roots) {
  Checker checker(roots);
  checker.visit(expr, named(roots.context));
  return checker.take();
}

}  // namespace anteroom::fhirpath
