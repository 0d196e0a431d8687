// What a Definition holds inside: every item of the questionnaire with what the form computes for
// it, and the dependency graph between them. Built once by reading (item_reader.cpp, options.cpp,
// expressions.cpp) and ordered by graph.cpp; never changed afterwards, so many forms may read it at
// once.
//
// Rejected: a graph over item instances. Instances come and go while the patient answers; a graph
// over definitions is built once, and the few instances of an edge are found by walking down from a
// common ancestor.
#pragma once

#include <re2/re2.h>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/form/form.h"

namespace anteroom::form {

enum class EnableOperator : std::uint8_t {
  unset = 0,
  exists,
  equal,
  not_equal,
  greater,
  less,
  greater_equal,
  less_equal
};

/// One line of enableWhen. `answer` is the answer[x] as an AnswerValue ("answerCoding" ->
/// "valueCoding").
struct EnableWhen {
  int question = -1;  ///< index into CompiledForm::items
  EnableOperator op = EnableOperator::unset;
  AnswerValue answer;
  UnknownReason unknown =
      UnknownReason::none;  ///< the unknown code that the line asks for, none for a real answer
};

/// A compiled expression and the items whose content it may read.
struct Expression {
  fhirpath::Compiled compiled;
  std::string pointer;
  std::set<int> reads;
};

struct Variable {
  std::string name;
  std::optional<Expression>
      expression;  ///< empty for a language that is not evaluated (always an empty collection)
};

/// answerOptionsToggleExpression: the options (indices) are offered while the expression is true.
struct Toggle {
  std::vector<std::size_t> options;
  Expression expression;
};

/// cqf-expression of a text, or of one of its translations.
struct TextExpression {
  std::string language;  ///< "" the questionnaire's own
  Expression expression;
};

/// What offers the options of an item besides its definition.
enum class OptionSource : std::uint8_t {
  none = 0,
  answer,    ///< answerExpression: one of them is the answer
  candidate  ///< candidateExpression: what the answer may well be
};

struct Constraint {
  std::string key;
  std::string human;
  Severity severity = Severity::unset;
  Expression expression;
};

enum class LimitKind : std::uint8_t {
  unset = 0,
  min_value,
  max_value,
  min_length,
  max_length,
  max_decimal_places,
  min_occurs,
  max_occurs,
  max_size
};

/// What is recomputed for an item. The order of the three is that of the topological ranks of one
/// item.
enum class UnitKind : std::uint8_t { gate = 0, value = 1, options = 2 };
inline constexpr int kUnitKinds = 3;

/// An edge of the graph: who must be looked at again when the content of an item changes.
struct Dependent {
  int item = -1;
  UnitKind kind = UnitKind::gate;
  bool local = false;  ///< only instances below the nearest common group (enableWhen); expressions
                       ///< may read all
  friend bool operator==(const Dependent&, const Dependent&) = default;
};

/// The elements that R4 gives an item, and `beside`: any "_name" (the extensions of a primitive).
enum class ItemElement : std::uint8_t {
  link_id = 0,
  text,
  type,
  item,
  extension,
  required,
  repeats,
  enable_when,
  enable_behavior,
  answer_option,
  answer_value_set,
  initial,
  code,
  prefix,
  read_only,
  max_length,
  definition,
  id,
  modifier_extension,
  beside
};

/// Which elements an item has. Most items have four or five: whoever asks here first need not
/// search the item for what is not there.
class ItemElements {
 public:
  void add(ItemElement element) { bits_ |= 1U << static_cast<unsigned>(element); }
  [[nodiscard]] bool has(ItemElement element) const {
    return (bits_ >> static_cast<unsigned>(element) & 1U) != 0;
  }

 private:
  std::uint32_t bits_ = 0;
};

struct ItemRecord {
  ItemDefinition definition;
  ItemElements elements;
  int index = -1;
  int parent = -1;  ///< -1: the root record
  int depth = 0;
  std::size_t position = 0;  ///< among the children of the parent
  std::vector<int> children;
  std::string pointer;

  std::vector<EnableWhen> enable_when;
  bool enable_any = false;
  /// Pointers: most items have none of the four, and a form has a thousand items.
  std::unique_ptr<Expression> enable_expression, calculated, initial_expression;
  std::unique_ptr<Expression> options_expression;
  OptionSource option_source = OptionSource::none;
  std::vector<TextExpression> text_expressions;
  std::vector<Variable> variables;
  std::vector<Toggle> toggles;
  std::vector<Constraint> constraints;
  std::vector<AnswerValue> initial;
  std::unique_ptr<re2::RE2> regex;
  bool per_answer = false;  ///< a repeating question with questions below: each of its answers has
                            ///< instances of them of its own
  /// Limits as cqf-expressions: asked when needed, not recomputed with answers.
  std::vector<std::pair<LimitKind, Expression>> limit_expressions;
  bool options_known = false;  ///< false: any value of the type is taken (no options, or a value
                               ///< set that is not here)

  std::vector<Dependent> dependents;
  int rank[kUnitKinds] = {0, 0, 0};

  [[nodiscard]] bool is_group() const { return definition.type == ItemType::group; }
  [[nodiscard]] bool is_question() const {
    return definition.type != ItemType::group && definition.type != ItemType::display;
  }
  [[nodiscard]] bool repeating_group() const { return is_group() && definition.repeats; }
};

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

struct CompiledForm {
  fhir::Json questionnaire;
  FormLimits limits;
  std::string url, version;
  ItemRecord
      root;  ///< stands for the QuestionnaireResponse itself: variables, constraints, top items
  std::vector<std::unique_ptr<ItemRecord>> items;  ///< document order
  std::vector<std::string> link_ids;
  std::set<std::string, std::less<>> launch_names;  ///< of launchContext
  std::unordered_map<std::string, int, StringHash, std::equal_to<>> by_link_id;
  std::map<std::pair<std::string, std::string>, fhir::Decimal>
      weights;  ///< (system, code) -> ordinal value
  std::vector<std::pair<int, UnitKind>> by_rank;

  [[nodiscard]] const ItemRecord& record(int index) const {
    return index < 0 ? root : *items[static_cast<std::size_t>(index)];
  }
  [[nodiscard]] ItemRecord& record(int index) {
    return index < 0 ? root : *items[static_cast<std::size_t>(index)];
  }
  [[nodiscard]] const ItemRecord* find(std::string_view link_id) const;
  [[nodiscard]] bool below(int item, int ancestor) const;  ///< item == ancestor or inside it
};

/// Where reading writes what it finds wrong.
struct Findings {
  enum class Reading { load, check };  ///< load() looks only for what must refuse the form
  Reading reading = Reading::load;
  Errors errors;
  Errors warnings;
  [[nodiscard]] bool thorough() const { return reading == Reading::check; }
  void error(std::string code, std::string pointer, std::string message, std::string mend = {});
  void warning(std::string code, std::string pointer, std::string message, std::string mend = {});
};

// The steps of loading, in order. Each lists its problems and goes on, so that check() shows all of
// them.
void read_items(CompiledForm& form, Findings& findings);        ///< item_reader.cpp
void read_enable_when(CompiledForm& form, Findings& findings);  ///< enable_when_reader.cpp
void read_expressions(CompiledForm& form, Findings& findings);  ///< expressions.cpp
void order_graph(CompiledForm& form, Findings& findings);       ///< graph.cpp

/// The extensions of the item: flags, how it is drawn, limits (details_reader.cpp).
void read_details(CompiledForm& form, ItemRecord& item, Findings& findings);
[[nodiscard]] Attachment attachment_of(const fhir::Json& value);
/// Options from answerOption or a contained answerValueSet (options.cpp).
void read_options(CompiledForm& form, ItemRecord& item, Findings& findings);
/// Fills Expression::reads of every expression (reads.cpp).
void find_reads(CompiledForm& form, Findings& findings);

/// The extension with that url, nullptr when there is none.
[[nodiscard]] const fhir::Json* find_extension(const fhir::Json& element, std::string_view url);
/// Its value[x], nullptr when there is none.
[[nodiscard]] const fhir::Json* extension_value(const fhir::Json& element, std::string_view url);
/// The value[x] member of an element (extension, answer, initial): name and value; nullptr when
/// none.
[[nodiscard]] const fhir::JsonMember* value_member(const fhir::Json& element,
                                                   std::string_view prefix = "value");

}  // namespace anteroom::form
