// FHIRPath (N1 grammar): compile once, evaluate many. Three-valued: an empty collection is unknown.
//
//   auto expr = fhirpath::compile("item.where(linkId='a').answer.value.sum()");
//   JsonModel model(resource);
//   EvalContext context; context.resource = model.root();
//   Result<Collection> out = expr->evaluate(context, {model.root()});
//
// A Compiled is immutable and may be shared by threads; an evaluation belongs to one thread.
// Source: http://hl7.org/fhirpath/N1. Errors AR-X001.. carry line, column (1-based, within the
// expression).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/fhir/decimal.h"
#include "core/fhir/json.h"

namespace anteroom::fhirpath {

class NodeModel;

/// How far below a node items are searched for: its own `item` children; repeat(item); repeat(item
/// | answer.item); descendants().
enum class ItemReach : std::uint8_t { children = 0, items, items_of_answers_too, descendants };

/// A borrowed place in some tree (a JSON resource, or the live form). Valid while its model lives
/// and is unchanged.
struct Node {
  const NodeModel* model = nullptr;
  const void* place = nullptr;
  std::uint64_t detail = 0;  ///< free for the model
  friend bool operator==(const Node&, const Node&) = default;
};

/// Partial dates and times as written; `text` is the ISO form without '@'.
struct Temporal {
  enum class Kind { date, date_time, time };
  Kind kind = Kind::date;
  std::string text;
  friend bool operator==(const Temporal&, const Temporal&) = default;
};

struct Quantity {
  fhir::Decimal value;
  std::string unit;  ///< UCUM code, or a calendar word (day, week, month, year, ...)
  friend bool operator==(const Quantity&, const Quantity&) = default;
};

/// One element of a collection: a system value, or a node of a tree.
using Value =
    std::variant<bool, std::int64_t, fhir::Decimal, std::string, Temporal, Quantity, Node>;
using Collection = std::vector<Value>;

/// What FHIRPath needs of a tree. `answer.value` and `Observation.value` mean value[x]: children()
/// handles it.
class NodeModel {
 public:
  virtual ~NodeModel() = default;
  /// Appends the children of that name, in order; nothing when there are none. "value" reads any
  /// value[x].
  virtual void children(const Node& node, std::string_view name, std::vector<Node>& out) const = 0;
  /// Appends all children, in order (children(), descendants(), repeat).
  virtual void all_children(const Node& node, std::vector<Node>& out) const = 0;
  /// The FHIR type: "QuestionnaireResponse", "Coding", "string", "code", "BackboneElement", ""
  /// unknown.
  [[nodiscard]] virtual std::string type_name(const Node& node) const = 0;
  /// The system value of a primitive node; nullopt for a complex one.
  [[nodiscard]] virtual std::optional<Value> primitive(const Node& node) const = 0;
  /// The node as JSON (for output, equality of complex values, contained resources).
  [[nodiscard]] virtual fhir::Json to_json(const Node& node) const = 0;
  /// Fast path of `item.where(linkId = 'x')`: appends the matching `item` children of `parent` and
  /// returns true; false = not supported here, scan instead. Cost must not grow with the number of
  /// items.
  virtual bool items_by_link_id(const Node& parent, std::string_view link_id,
                                std::vector<Node>& out) const {
    (void)parent;
    (void)link_id;
    (void)out;
    return false;
  }
  /// The same for what lies deeper: `descendants().where(linkId = 'x')` and repeat(item). Level by
  /// level, as those functions give it; repeat() leaves out what equals an earlier one.
  virtual bool items_below(const Node& top, std::string_view link_id, ItemReach reach,
                           std::vector<Node>& out) const {
    (void)top;
    (void)link_id;
    (void)reach;
    (void)out;
    return false;
  }
};

/// A NodeModel over a JSON resource (borrowed). R4 types of the elements that forms meet are
/// inferred from resourceType, element names and value[x].
class JsonModel final : public NodeModel {
 public:
  explicit JsonModel(const fhir::Json& root);
  ~JsonModel() override;
  [[nodiscard]] Node root() const;
  void children(const Node& node, std::string_view name, std::vector<Node>& out) const override;
  void all_children(const Node& node, std::vector<Node>& out) const override;
  [[nodiscard]] std::string type_name(const Node& node) const override;
  [[nodiscard]] std::optional<Value> primitive(const Node& node) const override;
  [[nodiscard]] fhir::Json to_json(const Node& node) const override;
  bool items_by_link_id(const Node& parent, std::string_view link_id,
                        std::vector<Node>& out) const override;
  bool items_below(const Node& top, std::string_view link_id, ItemReach reach,
                   std::vector<Node>& out) const override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// What an evaluation may read besides its input.
struct EvalContext {
  std::optional<Node> resource;       ///< %resource
  std::optional<Node> root_resource;  ///< %rootResource, defaults to resource
  std::optional<Node> questionnaire;  ///< %questionnaire
  std::optional<Node> qitem;          ///< %qitem
  /// %name; nullopt = unknown variable (AR-X error). Asked lazily.
  std::function<std::optional<Collection>(std::string_view name)> variable;
  /// weight() / ordinal() of a coding the questionnaire defines; nullopt = none.
  std::function<std::optional<fhir::Decimal>(const Node& coding)> weight;
  /// A ValueSet that was supplied, for memberOf(); contained ones are found without it.
  std::function<std::optional<Node>(std::string_view canonical)> value_set;
  Instant now{};  ///< today(), now(), timeOfDay() (UTC offset below)
  int utc_offset_minutes = 0;
  std::function<void(std::string_view name, const Collection&)> trace;
  std::size_t max_steps = 5'000'000;  ///< AR-X090 when exceeded: no expression hangs a visit
};

/// The syntax tree, for callers that read a cut-down language (core/triage) or collect
/// dependencies.
struct Expr {
  enum class Kind {
    literal_null,
    literal_boolean,
    literal_string,
    literal_number,
    literal_temporal,
    literal_quantity,
    member,    ///< text = name; args[0] = input when present
    function,  ///< text = name; `input` = what it is called on (may be null); args = arguments
    index,     ///< input[args[0]]
    variable,  ///< %text
    special,   ///< $this, $index, $total
    unary,     ///< text = "+" or "-"
    binary,    ///< text = operator ("and", ">=", "|", ...); args = {left, right}
    type_op    ///< text = "is" or "as"; input = operand; type = type name
  };
  Kind kind = Kind::literal_null;
  std::string text;  ///< name, operator, or the literal's unescaped text
  std::string
      type;  ///< type specifier, the quantity's unit, or a temporal's "Date", "DateTime", "Time"
  std::unique_ptr<Expr> input;
  std::vector<std::unique_ptr<Expr>> args;
  int line = 1;
  int column = 1;
  int slot = -1;  ///< set by compile(): where its literal, regular expression or function is kept
  int depth = 1;  ///< height of this subtree; bounded (AR-X003), so walking it by recursion is safe
};

/// What an expression may read: linkIds found in `linkId = 'x'` tests, %variables, and whether more
/// may be read.
struct Reads {
  std::set<std::string> link_ids;
  std::set<std::string> link_id_prefixes;  ///< linkId.startsWith('x')
  std::set<std::string> variables;         ///< without %
  bool anything =
      false;          ///< true: may read any item (no linkId filter stands on the way to an answer)
  bool time = false;  ///< today(), now(), timeOfDay()
  bool focus = false;  ///< reads the focus itself: its answer, or the focus as a whole
};

/// Parses only. Every production of the N1 grammar is accepted.
[[nodiscard]] Result<std::unique_ptr<Expr>> parse(std::string_view text);

class Compiled {
 public:
  Compiled(Compiled&&) noexcept;
  Compiled& operator=(Compiled&&) noexcept;
  ~Compiled();
  [[nodiscard]] const Reads& reads() const;
  [[nodiscard]] const std::string& text() const;
  [[nodiscard]] const Expr& syntax() const;
  /// `focus` becomes $this / the input collection. Known functions that are not built answer
  /// AR-X020.
  [[nodiscard]] Result<Collection> evaluate(const EvalContext& context,
                                            const Collection& focus) const;

 private:
  friend Result<Compiled> compile(std::string_view text);
  struct State;
  explicit Compiled(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Parse + static checks (unknown function, wrong number of arguments).
[[nodiscard]] Result<Compiled> compile(std::string_view text);

enum class Truth : std::uint8_t { unknown = 0, no, yes };
/// A condition's outcome: {} unknown; one Boolean itself; any other single value yes
/// (FHIRPath 4.5); several: AR-X030.
[[nodiscard]] Result<Truth> to_truth(const Collection& collection);
/// A value as FHIR JSON (a Node through its model).
[[nodiscard]] fhir::Json to_json(const Value& value);
/// The System / FHIR type name of a value ("Boolean", "Integer", "Decimal", "String", "Date",
/// "DateTime", "Time", "Quantity", or the node's).
[[nodiscard]] std::string type_of(const Value& value);

}  // namespace anteroom::fhirpath
