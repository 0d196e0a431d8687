// Items by linkId without reading the others: X.item.where(linkId = 'x' ...),
// X.descendants().where(...), X.repeat(item).where(...) and X.repeat(item | answer.item).where(...)
// ask the model's index. The outcome is that of reading everything; only the cost differs.
#include <algorithm>
#include <unordered_set>

#include "core/fhirpath/evaluator.h"

namespace anteroom::fhirpath {
namespace {

bool is_link_id(const Expr& expr) {
  if (expr.kind != Expr::Kind::member || expr.text != "linkId") return false;
  return expr.input == nullptr ||
         (expr.input->kind == Expr::Kind::special && expr.input->text == "this");
}

bool is_member(const Expr& expr, std::string_view name) {
  return expr.kind == Expr::Kind::member && expr.text == name;
}

/// `item`, also as `$this.item`.
bool is_own_item(const Expr& expr) {
  return is_member(expr, "item") &&
         (expr.input == nullptr ||
          (expr.input->kind == Expr::Kind::special && expr.input->text == "this"));
}

bool is_answer_item(const Expr& expr) {
  return is_member(expr, "item") && expr.input != nullptr && is_member(*expr.input, "answer") &&
         expr.input->input == nullptr;
}

/// What the items are searched through: below X, and how far.
std::optional<ItemReach> reach_of(const Expr& searched) {
  if (is_member(searched, "item")) return ItemReach::children;
  if (searched.kind != Expr::Kind::function) return std::nullopt;
  if (searched.text == "descendants") return ItemReach::descendants;
  if (searched.text != "repeat" || searched.args.size() != 1) return std::nullopt;
  const Expr& projection = *searched.args[0];
  if (is_own_item(projection)) return ItemReach::items;
  if (projection.kind != Expr::Kind::binary || projection.text != "|") return std::nullopt;
  const Expr& left = *projection.args[0];
  const Expr& right = *projection.args[1];
  const bool both =
      (is_own_item(left) && is_answer_item(right)) || (is_answer_item(left) && is_own_item(right));
  return both ? std::optional(ItemReach::items_of_answers_too) : std::nullopt;
}

/// $index counts what is searched, so a criterion that names it needs all of it.
bool names_index(const Expr& expr) {
  if (expr.kind == Expr::Kind::special && expr.text == "index") return true;
  if (expr.input != nullptr && names_index(*expr.input)) return true;
  return std::any_of(expr.args.begin(), expr.args.end(),
                     [](const auto& arg) { return names_index(*arg); });
}

}  // namespace

const std::string* link_id_test(const Expr& criteria) {
  if (criteria.kind != Expr::Kind::binary) return nullptr;
  if (criteria.text == "and") return link_id_test(*criteria.args[0]);
  if (criteria.text != "=") return nullptr;
  for (const std::size_t i : {0U, 1U}) {
    const Expr& literal = *criteria.args[1 - i];
    if (is_link_id(*criteria.args[i]) && literal.kind == Expr::Kind::literal_string)
      return &literal.text;
  }
  return nullptr;
}

bool is_only_link_id_test(const Expr& criteria) {
  return criteria.text == "=" && link_id_test(criteria) != nullptr;
}

// Appends the items below `parent`; false where the model has no index for this.
bool Evaluator::items_named(const Expr& at, const Node& parent, const std::string& link_id,
                            ItemReach reach, std::vector<Node>& out) {
  tick(at);
  if (reach != ItemReach::children) return parent.model->items_below(parent, link_id, reach, out);
  if (parent.model->items_by_link_id(parent, link_id, out)) return true;
  std::vector<Node> all;
  parent.model->children(parent, "item", all);
  for (const Node& item : all) {
    tick(at);
    std::vector<Node> id;
    item.model->children(item, "linkId", id);
    const Collection written{id.begin(), id.end()};
    if (equal(written, {Value{link_id}}, offset()) == Truth::yes) out.push_back(item);
  }
  return true;
}

bool Evaluator::where_by_link_id(const Expr& expr, const Scope& scope, Collection& out) {
  if (expr.text != "where" || !expr.input) return false;
  const std::optional<ItemReach> reach = reach_of(*expr.input);
  const std::string* link_id = reach ? link_id_test(*expr.args[0]) : nullptr;
  if (link_id == nullptr) return false;
  const bool only = is_only_link_id_test(*expr.args[0]);
  if (!only && names_index(*expr.args[0])) return false;
  const Expr* above = expr.input->input.get();
  const Collection parents = above != nullptr ? chain(*above, scope) : *scope.self;
  std::vector<Node> found;
  // Several at once: what lies below them may be the same, and comes level by level.
  bool served = *reach == ItemReach::children || parents.size() == 1;
  for (std::size_t i = 0; served && i < parents.size(); ++i) {
    const auto* node = std::get_if<Node>(&parents[i]);
    if (node != nullptr) served = items_named(expr, *node, *link_id, *reach, found);
  }
  if (served) {
    out.assign(found.begin(), found.end());
    if (only) return true;
  } else {
    const Expr& search = *expr.input;
    Call call(*this, search, parents, scope);
    out = prepared_.functions[static_cast<std::size_t>(search.slot)]->run(call);
    tick(search, out.size());
  }
  out = kept(out, *expr.args[0], scope);
  return true;
}

Collection Evaluator::kept(const Collection& from, const Expr& criteria, const Scope& scope) {
  Collection out;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const Collection self{from[i]};
    if (truth(criteria, {&self, static_cast<std::int64_t>(i), scope.total}) == Truth::yes)
      out.push_back(from[i]);
  }
  return out;
}

}  // namespace anteroom::fhirpath
