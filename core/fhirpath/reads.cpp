// Follows each path and keeps, instead of values, how much of the response they may stand for. An
// answer that is not in Reads must not change the result: where this cannot be shown, `anything` is
// set.
//
//   item.where(linkId = 'g').item.where(linkId = 'q').answer.value    reads g, q
//   item.where(linkId = 'g').item.answer                              reads anything (the items of
//   g are not named)
#include "core/fhirpath/reads.h"

#include <algorithm>
#include <array>

#include "core/fhirpath/evaluator.h"

namespace anteroom::fhirpath {
namespace {

// How much a collection may hold; later ones include earlier ones.
enum class Span {
  value,     // system values, or nodes that hold no item of the form
  named,     // items whose linkIds are in Reads, and what hangs below them but their items
  focus,     // the focus itself, or what a variable holds (its own reads are known elsewhere)
  resource,  // the response as a whole
  items,     // any items
};

// A test that pins the linkId of $this.
struct Pin {
  std::set<std::string> ids;
  std::set<std::string> prefixes;
  [[nodiscard]] bool found() const { return !ids.empty() || !prefixes.empty(); }
};

bool is_link_id(const Expr& expr) {
  if (expr.kind != Expr::Kind::member || expr.text != "linkId") return false;
  return expr.input == nullptr ||
         (expr.input->kind == Expr::Kind::special && expr.input->text == "this");
}

// Every string of 'a' | 'b' | 'c'; false when it is something else.
bool literal_union(const Expr& expr, std::set<std::string>& out) {
  if (expr.kind == Expr::Kind::literal_string) {
    out.insert(expr.text);
    return true;
  }
  return expr.kind == Expr::Kind::binary && expr.text == "|" && literal_union(*expr.args[0], out) &&
         literal_union(*expr.args[1], out);
}

Pin pin_of(const Expr& criteria) {
  Pin pin;
  if (criteria.kind == Expr::Kind::function && criteria.text == "startsWith" &&
      criteria.args.size() == 1 && criteria.input && is_link_id(*criteria.input) &&
      criteria.args[0]->kind == Expr::Kind::literal_string) {
    pin.prefixes.insert(criteria.args[0]->text);
    return pin;
  }
  if (criteria.kind != Expr::Kind::binary) return pin;
  const Expr& left = *criteria.args[0];
  const Expr& right = *criteria.args[1];
  if (criteria.text == "and") {
    pin = pin_of(left);
    return pin.found() ? pin : pin_of(right);
  }
  if (criteria.text == "or") {
    pin = pin_of(left);
    Pin other = pin_of(right);
    if (!pin.found() || !other.found()) return {};
    pin.ids.merge(other.ids);
    pin.prefixes.merge(other.prefixes);
    return pin;
  }
  const bool equality = criteria.text == "=";
  std::set<std::string> ids;
  const bool forward =
      (equality || criteria.text == "in") && is_link_id(left) && literal_union(right, ids);
  if (!forward) ids.clear();
  const bool backward = !forward && (equality || criteria.text == "contains") &&
                        is_link_id(right) && literal_union(left, ids);
  if (forward || backward) pin.ids = std::move(ids);
  return pin;
}

bool one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class Collector {
 public:
  Reads reads;

  Span walk(const Expr& expr, Span self) {
    switch (expr.kind) {
      case Expr::Kind::member:
        return member(expr, self);
      case Expr::Kind::function:
        return function(expr, self);
      case Expr::Kind::index: {
        const Span input = walk(*expr.input, self);
        consume(walk(*expr.args[0], self));
        return whole(input);
      }
      case Expr::Kind::variable:
        return variable(expr.text);
      case Expr::Kind::special:
        return expr.text == "index" ? Span::value : expr.text == "total" ? total_ : self;
      case Expr::Kind::unary:
        consume(walk(*expr.args[0], self));
        return Span::value;
      case Expr::Kind::binary: {
        const Span left = walk(*expr.args[0], self);
        const Span right = walk(*expr.args[1], self);
        if (expr.text == "|") return std::max(left, right);
        consume(left);
        consume(right);
        return Span::value;
      }
      case Expr::Kind::type_op: {
        const Span input = walk(*expr.input, self);
        if (expr.text == "as") return input;
        consume(input);
        return Span::value;
      }
      default:
        return Span::value;
    }
  }

  // A value is used: what it stands for is read.
  void consume(Span span) {
    if (span == Span::items || span == Span::resource) reads.anything = true;
    if (span == Span::focus) reads.focus = true;
  }

 private:
  // first(), [0], count(): which items there are decides the result.
  Span whole(Span span) {
    if (span == Span::items) reads.anything = true;
    return span;
  }

  Span variable(const std::string& name) {
    if (const auto found = defined_.find(name); found != defined_.end()) return found->second;
    if (name == "resource" || name == "rootResource") return Span::resource;
    if (name == "context") return Span::focus;
    if (name == "qitem")
      reads.variables.insert(name);  // the form hands it over where it is asked for
    if (one_of(name, {"questionnaire", "qitem", "ucum", "sct", "loinc"})) return Span::value;
    if (name.starts_with("vs-") || name.starts_with("ext-")) return Span::value;
    reads.variables.insert(name);
    return Span::focus;
  }

  Span member(const Expr& expr, Span self) {
    const Span input = expr.input ? walk(*expr.input, self) : self;
    if (input == Span::value) return Span::value;
    if (expr.text == "item") return Span::items;
    if (expr.text == "QuestionnaireResponse" && !expr.input) return input;
    switch (input) {
      case Span::named:
        return Span::named;
      case Span::resource:
        return Span::value;  // status, subject, authored: no item
      case Span::focus:
        if (!is_static(expr.text)) reads.focus = true;
        return is_static(expr.text) ? Span::value : Span::named;
      default:
        // Inside a criteria the element itself is tested, and the caller decides what the outcome
        // reads.
        if (!(in_criteria_ > 0 && is_static(expr.text) && is_this(expr))) reads.anything = true;
        return Span::named;
    }
  }
  static bool is_static(std::string_view name) {
    return one_of(name, {"linkId", "text", "definition"});
  }
  static bool is_this(const Expr& expr) {
    return expr.input == nullptr || expr.input->kind == Expr::Kind::special;
  }

  Span function(const Expr& expr, Span self) {
    const std::string& name = expr.text;
    const Span input = expr.input ? walk(*expr.input, self) : self;
    if (one_of(name, {"today", "now", "timeOfDay"})) {
      reads.time = true;
      return Span::value;
    }
    if (one_of(name, {"where", "exists", "any"}) && !expr.args.empty()) {
      const Span kept = filter(*expr.args[0], input);
      if (name == "where") return kept;
      consume(kept);
      return Span::value;
    }
    if (name == "select" && !expr.args.empty()) return walk(*expr.args[0], input);
    if (name == "iif") return iif(expr, input);
    if (name == "defineVariable" && !expr.args.empty()) return define(expr, input);
    if (name == "sort" || name == "coalesce" || name == "repeatAll") return later(expr, input);
    if (name == "aggregate") return aggregate(expr, input, self);
    if (one_of(name, {"children", "descendants"}))
      return input == Span::value ? Span::value : Span::items;
    if (name == "repeat" && !expr.args.empty()) {
      walk(*expr.args[0], input);
      return input == Span::value ? Span::value : Span::items;
    }
    if (one_of(name, {"is", "as", "ofType"})) {
      if (name != "is") return input;
      consume(input);
      return Span::value;
    }
    return generic(expr, input, self);
  }

  Span generic(const Expr& expr, Span input, Span self) {
    const std::string& name = expr.text;
    const bool per_element = one_of(name, {"all", "trace"});
    Span arguments = Span::value;
    for (const auto& arg : expr.args)
      arguments = std::max(arguments, walk(*arg, per_element ? input : self));
    if (one_of(name, {"union", "combine"})) return std::max(input, arguments);
    consume(arguments);
    if (one_of(name, {"distinct", "trace"})) return input;
    if (one_of(name, {"first", "last", "tail", "skip", "take", "single", "intersect", "exclude"}))
      return whole(input);
    if (name == "extension") return input == Span::value ? Span::value : member_like(input);
    consume(input);
    return Span::value;
  }
  Span member_like(Span input) {
    consume(input == Span::resource ? Span::value : input);
    return input == Span::resource ? Span::value : Span::named;
  }

  Span filter(const Expr& criteria, Span input) {
    const Pin pin = input == Span::value ? Pin{} : pin_of(criteria);
    ++in_criteria_;
    if (pin.found()) {
      reads.link_ids.insert(pin.ids.begin(), pin.ids.end());
      reads.link_id_prefixes.insert(pin.prefixes.begin(), pin.prefixes.end());
    }
    const Span kept = pin.found() ? Span::named : input;
    consume(walk(criteria, kept));
    --in_criteria_;
    return kept;
  }

  // The name is a literal nearly always; else any variable may be meant.
  Span define(const Expr& expr, Span input) {
    const Span value = expr.args.size() > 1 ? walk(*expr.args[1], input) : input;
    if (expr.args[0]->kind != Expr::Kind::literal_string) reads.anything = true;
    auto [known, fresh] = defined_.emplace(expr.args[0]->text, value);
    if (!fresh) known->second = std::max(known->second, value);
    return input;
  }

  // sort() reads the keys, and the order of what it is called on; the others may give their
  // arguments.
  Span later(const Expr& expr, Span input) {
    Span result = expr.text == "sort" ? whole(input) : Span::value;
    for (const auto& arg : expr.args) {
      const Span span = walk(*arg, input);
      if (expr.text == "sort")
        consume(span);
      else
        result = std::max(result, whole(span));
    }
    if (expr.text == "repeatAll" && input != Span::value) return Span::items;
    return result;
  }

  Span iif(const Expr& expr, Span input) {
    Span result = Span::value;
    for (std::size_t i = 0; i < expr.args.size(); ++i) {
      const Span span = walk(*expr.args[i], input);
      if (i == 0)
        consume(span);
      else
        result = std::max(result, span);
    }
    return result;
  }

  Span aggregate(const Expr& expr, Span input, Span self) {
    const Span outer = total_;
    total_ = expr.args.size() > 1 ? std::max(input, walk(*expr.args[1], self)) : input;
    const Span result = expr.args.empty() ? Span::value : walk(*expr.args[0], input);
    consume(whole(input));
    total_ = outer;
    return result;
  }

  int in_criteria_ = 0;
  Span total_ = Span::value;
  std::map<std::string, Span> defined_;
};

}  // namespace

Reads collect_reads(const Expr& expr) {
  Collector collector;
  collector.consume(collector.walk(expr, Span::focus));
  return std::move(collector.reads);
}

}  // namespace anteroom::fhirpath
