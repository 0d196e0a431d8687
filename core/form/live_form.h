// The live answers of one form: a tree of item instances beside the definition, recomputed along
// the graph.
//
// Files: live_form.cpp (tree, paths), recompute.cpp (the queue), enablement.cpp, calculation.cpp
// (expressions), answers.cpp (what is accepted), live_model.cpp (the response as FHIRPath sees it),
// response_out.cpp, response_in.cpp, validation.cpp. Nothing on the way of an answer looks at the
// whole form: an answer touches its instance, the counts of the groups above, and the units that
// depend on it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/form/compiled_form.h"

namespace anteroom::form {

/// One instance of an item. Groups that repeat have several; everything else exactly one below its
/// parent instance. A repeating question with questions below (ItemRecord::per_answer) has a holder
/// for each of its answers, and one while it has none: an instance of the same item between it and
/// the instances of its children, with a copy of that one answer.
struct Instance {
  const ItemRecord* item = nullptr;
  Instance* parent = nullptr;
  std::size_t index = 0;  ///< among the instances of a repeating group, or the answers
  std::vector<std::vector<std::unique_ptr<Instance>>>
      children;  ///< by position of the item, then instance

  std::vector<AnswerValue> answers;
  std::vector<std::unique_ptr<fhirpath::JsonModel>> models;  ///< one an answer, borrowing it
  UnknownReason reason = UnknownReason::none;                ///< no answer, and why
  bool prefilled = false;

  Enablement gate;
  /// What the gate is whatever the unknown answers turn out to be. Differs from gate.known only
  /// below a "!=" that holds because nothing is answered yet: shown today, and yet not certain.
  fhirpath::Truth certain = fhirpath::Truth::unknown;
  std::vector<bool> offered;                      ///< by option; empty = all
  std::unique_ptr<std::vector<Option>> computed;  ///< of answerExpression or candidateExpression
  std::size_t content = 0;  ///< own answer or reason, plus child instances that
                            ///< are enabled and have content

  [[nodiscard]] bool has_own_content() const {
    return !answers.empty() || reason != UnknownReason::none;
  }
  [[nodiscard]] bool in_response() const { return gate.enabled && content > 0; }
  [[nodiscard]] bool is_holder() const { return parent != nullptr && parent->item == item; }
  [[nodiscard]] bool has_holders() const { return item->per_answer && !is_holder(); }
  /// Where the instances below an answer are: its holder, or the question itself.
  [[nodiscard]] const Instance& below_answer(std::size_t answer) const {
    return has_holders() ? *children[0][answer] : *this;
  }
};

class LiveForm;

/// The response as FHIRPath sees it: enabled items with content, nothing else.
class LiveModel final : public fhirpath::NodeModel {
 public:
  explicit LiveModel(const LiveForm& form) : form_(form) {}
  [[nodiscard]] fhirpath::Node node(const Instance& instance) const;
  void children(const fhirpath::Node& node, std::string_view name,
                std::vector<fhirpath::Node>& out) const override;
  void all_children(const fhirpath::Node& node, std::vector<fhirpath::Node>& out) const override;
  [[nodiscard]] std::string type_name(const fhirpath::Node& node) const override;
  [[nodiscard]] std::optional<fhirpath::Value> primitive(const fhirpath::Node& node) const override;
  [[nodiscard]] fhir::Json to_json(const fhirpath::Node& node) const override;
  bool items_by_link_id(const fhirpath::Node& parent, std::string_view link_id,
                        std::vector<fhirpath::Node>& out) const override;
  bool items_below(const fhirpath::Node& top, std::string_view link_id, fhirpath::ItemReach reach,
                   std::vector<fhirpath::Node>& out) const override;

 private:
  void items(const Instance& instance, std::vector<fhirpath::Node>& out) const;
  const LiveForm& form_;
};

/// Whether instances of repeating groups that hold nothing stand in a response.
enum class EmptyInstances : std::uint8_t { left_out = 0, kept };

/// A gate as computed: see Instance::gate and Instance::certain.
struct Gate {
  Enablement shown;
  fhirpath::Truth certain = fhirpath::Truth::unknown;
};

/// What a change collects before it is told as paths.
struct Changes {
  std::set<Instance*> shown, hidden, values, options;
  std::set<int> states;
};

class LiveForm {
 public:
  LiveForm(std::shared_ptr<const Definition> owner, const CompiledForm& definition,
           LaunchContext launch);

  // live_form.cpp
  [[nodiscard]] const CompiledForm& definition() const { return definition_; }
  [[nodiscard]] const std::shared_ptr<const Definition>& owner() const { return owner_; }
  [[nodiscard]] const Instance& root() const { return root_; }
  [[nodiscard]] const LaunchContext& launch() const { return launch_; }
  [[nodiscard]] const fhir::Json& header() const { return header_; }
  [[nodiscard]] const fhirpath::JsonModel& header_model() const { return *header_model_; }
  /// The instance of a path; a path without indices means the first instances. nullptr: no such
  /// instance.
  [[nodiscard]] Instance* find(std::string_view path) const;
  /// One step of a path, "g[1]"; no index means the first.
  struct Step {
    const ItemRecord* item = nullptr;
    std::optional<std::size_t> index;
  };
  using Steps = std::vector<Step>;
  [[nodiscard]] std::string path_of(const Instance& instance) const;
  /// All instances of an item below an instance of one of its ancestors, form order.
  void instances_below(const Instance& top, const ItemRecord& item,
                       std::vector<Instance*>& out) const;
  /// The instance above (or same) that both items share.
  [[nodiscard]] const Instance& common_ancestor(const Instance& from, const ItemRecord& item) const;
  /// Splits "g[1].q" into (parent instance, item) of a repeating group path without its own index.
  [[nodiscard]] std::pair<Instance*, const ItemRecord*> find_group(std::string_view path) const;
  Instance& add_instance(Instance& parent, const ItemRecord& item);
  /// The same without computing: what reads a whole response computes once, at its end.
  Instance& append(Instance& parent, const ItemRecord& item);
  /// Why there cannot be `wanted` instances of a repeating group below one parent, or answers of a
  /// question, where there are `there` now (AR-F074); nothing when there can.
  [[nodiscard]] std::optional<Error> no_room(const ItemRecord& item, std::size_t there,
                                             std::size_t wanted) const;
  /// minOccurs of a repeating group, at least one.
  [[nodiscard]] static std::size_t instances_at_start(const ItemRecord& item);
  void drop_instance(Instance& parent, const ItemRecord& item, std::size_t index);

  // answers.cpp
  [[nodiscard]] Result<std::vector<AnswerValue>> accept(const Instance& instance,
                                                        std::vector<AnswerValue> values) const;
  [[nodiscard]] std::optional<Error> check_options(const Instance& instance,
                                                   const std::vector<AnswerValue>& values) const;
  [[nodiscard]] bool offers(const Instance& instance, UnknownReason reason) const;
  void store(Instance& instance, std::vector<AnswerValue> values, UnknownReason reason);
  [[nodiscard]] ItemState state_of(const Instance& instance) const;

  // nested_answers.cpp
  /// Instances that a change took away live until it is told: what still walks over them may.
  void bury();

  // recompute.cpp
  void changed(Instance& instance);        ///< its content changed: queue who reads it
  void queue(Instance& instance);          ///< queue all its units and those below
  void run();                              ///< empties the queue in topological order
  [[nodiscard]] ChangeSet take_changes();  ///< what happened since the last call
  [[nodiscard]] std::size_t recomputed() const { return recomputed_; }

  // enablement.cpp
  [[nodiscard]] Gate compute_gate(const Instance& instance) const;

  // calculation.cpp
  [[nodiscard]] fhirpath::Collection evaluate(const Expression& expression,
                                              const Instance& focus) const;
  [[nodiscard]] Result<fhirpath::Collection> try_evaluate(const Expression& expression,
                                                          const Instance& focus) const;
  void fill_initial(
      Instance& instance);  ///< initial values, then initialExpressions, of an instance and below
  [[nodiscard]] std::vector<AnswerValue> compute_value(const Instance& instance) const;
  [[nodiscard]] std::vector<bool> compute_offered(const Instance& instance) const;
  /// The text of an item as its cqf-expression gives it in that language;
  /// `plain` where there is none.
  [[nodiscard]] Definition::Text text_of(const Instance& instance, std::string_view language,
                                         Definition::Text plain) const;

  // response_out.cpp, response_in.cpp, validation.cpp
  [[nodiscard]] fhir::Json response_item(const Instance& instance,
                                         EmptyInstances empty = EmptyInstances::left_out) const;
  [[nodiscard]] fhir::Json response_items(const Instance& instance,
                                          EmptyInstances empty = EmptyInstances::left_out) const;
  [[nodiscard]] fhir::Json answer_json(const Instance& instance, std::size_t index,
                                       EmptyInstances empty = EmptyInstances::left_out) const;
  [[nodiscard]] Errors load(const fhir::Json& response);
  void validate(const Instance& instance, std::vector<Issue>& out) const;  ///< this item alone
  void validate_below(const Instance& instance,
                      std::vector<Issue>& out) const;  ///< it and what lies below

  Changes changes;

 private:
  struct Waiting {
    int rank;
    Instance* instance;
    auto operator<=>(const Waiting&) const = default;
  };
  [[nodiscard]] Instance* walk(const Steps& steps, const ItemRecord& wanted) const;
  std::unique_ptr<Instance> make(const ItemRecord& item, Instance* parent, std::size_t index);
  void make_children(Instance& instance);
  [[nodiscard]] std::size_t size_of(const ItemRecord& item) const;
  [[nodiscard]] std::vector<Instance*> match_holders(Instance& question);
  void fill_holders(const std::vector<Instance*>& fresh);
  void detach(std::unique_ptr<Instance> instance);
  void pass_gate_on(Instance& instance);
  void store_initial(Instance& instance, std::vector<AnswerValue> values);
  void queue_unit(Instance& instance, UnitKind kind);
  void queue_dependents(const Instance& instance);
  void recompute_gate(Instance& instance);
  void tell_gate(Instance& instance);
  void recompute_value(Instance& instance);
  void recompute_options(Instance& instance);
  void recompute_computed(Instance& instance);
  [[nodiscard]] std::optional<Error> check_computed(const Instance& instance,
                                                    const std::vector<AnswerValue>& values) const;
  [[nodiscard]] bool holds_place(const Instance& instance) const;
  void count_content(Instance& instance, std::size_t before, bool was_enabled);
  std::size_t forget_instance(Instance& instance);  ///< how many it and those below are
  [[nodiscard]] std::optional<fhirpath::Collection> variable(std::string_view name,
                                                             const Instance& focus) const;
  void fill_plain_initial(Instance& instance);
  void fill_expressions(Instance& instance);

  std::shared_ptr<const Definition> owner_;  ///< keeps definition_ alive
  const CompiledForm& definition_;
  LaunchContext launch_;
  fhir::Json header_;
  std::unique_ptr<fhirpath::JsonModel> header_model_, questionnaire_;
  std::map<std::string, std::unique_ptr<fhirpath::JsonModel>, std::less<>> contexts_;
  mutable std::map<int, std::unique_ptr<fhirpath::JsonModel>> item_models_;
  LiveModel model_;
  Instance root_;
  std::set<Waiting> waiting_;
  std::size_t recomputed_ = 0;
  std::size_t instances_ = 0;  ///< all that live
  std::vector<std::unique_ptr<Instance>> gone_;
  bool telling_ = false;          ///< nobody is told what happens while the form starts
  bool loading_ = false;          ///< what a response brings is not filled in with initial values
  bool in_initial_pass_ = false;  ///< the pass itself goes on to what a stored answer brings
  mutable std::map<std::pair<const Variable*, const Instance*>, fhirpath::Collection> variables_;
};

}  // namespace anteroom::form
