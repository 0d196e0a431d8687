// The dependency graph: who reads whom, a topological rank for every unit, and cycles with their
// path.
#include <algorithm>
#include <functional>
#include <numeric>
#include <queue>
#include <set>
#include <span>
#include <vector>

#include "core/form/compiled_form.h"

namespace anteroom::form {

namespace {

int unit(int item, UnitKind kind) {
  return item * kUnitKinds + static_cast<int>(kind);
}

class GraphBuilder {
 public:
  GraphBuilder(CompiledForm& form, Findings& findings)
      : form_(form),
        findings_(findings),
        first_(form.items.size() * kUnitKinds + 1, 0),
        waiting_(form.items.size() * kUnitKinds, 0) {}

  void build() {
    for (auto& item : form_.items) add_item(*item);
    if (self_loops_.empty() && in_document_order()) return keep_document_order();
    sort_edges();
    rank();
  }

 private:
  void add_item(ItemRecord& item) {
    if (item.parent >= 0) below(form_.record(item.parent), item);
    edge(unit(item.index, UnitKind::gate), unit(item.index, UnitKind::value));
    edge(unit(item.index, UnitKind::value), unit(item.index, UnitKind::options));
    for (const EnableWhen& line : item.enable_when) {
      depends(item, UnitKind::gate, line.question, true);
    }
    add_expression(item, UnitKind::gate, item.enable_expression);
    add_expression(item, UnitKind::value, item.calculated);
    add_expression(item, UnitKind::options, item.options_expression);
    for (const Toggle& toggle : item.toggles) {
      for (int read : toggle.expression.reads) depends(item, UnitKind::options, read, false);
    }
  }

  void below(ItemRecord& above, const ItemRecord& item) {
    edge(unit(above.index, UnitKind::gate), unit(item.index, UnitKind::gate));
    if (!above.is_question() || !above.definition.repeats) return;
    if (item.definition.type != ItemType::display) above.per_answer = true;
    // A calculated answer brings its instances of what is below, and takes them away.
    if (above.calculated) {
      edge(unit(above.index, UnitKind::value), unit(item.index, UnitKind::gate));
    }
  }

  void add_expression(ItemRecord& item, UnitKind kind,
                      const std::unique_ptr<Expression>& expression) {
    if (!expression) return;
    for (int read : expression->reads) depends(item, kind, read, false);
  }

  void depends(const ItemRecord& item, UnitKind kind, int read, bool local) {
    ItemRecord& source = form_.record(read);
    const Dependent dependent{item.index, kind, local};
    if (std::find(source.dependents.begin(), source.dependents.end(), dependent) ==
        source.dependents.end()) {
      source.dependents.push_back(dependent);
    }
    edge(unit(read, UnitKind::gate), unit(item.index, kind));
    // The options of an item do not change its answer: only gate and value are its content.
    edge(unit(read, UnitKind::value), unit(item.index, kind));
  }

  void edge(int from, int to) {
    if (from == to) {
      self_loops_.insert(from);
      return;
    }
    edges_.emplace_back(from, to);
    ++waiting_[static_cast<std::size_t>(to)];
  }

  /// In most forms an item depends only on earlier ones: then the order of the document is already
  /// the one that rank() would find.
  [[nodiscard]] bool in_document_order() const {
    return std::all_of(edges_.begin(), edges_.end(),
                       [](const auto& edge) { return edge.first < edge.second; });
  }

  void keep_document_order() {
    form_.by_rank.reserve(waiting_.size());
    for (std::size_t i = 0; i < waiting_.size(); ++i) add_ranked(static_cast<int>(i));
  }

  void add_ranked(int unit) {
    const int item = unit / kUnitKinds;
    form_.record(item).rank[unit % kUnitKinds] = static_cast<int>(form_.by_rank.size());
    form_.by_rank.emplace_back(item, static_cast<UnitKind>(unit % kUnitKinds));
  }

  /// One array of followers, and where those of each unit begin: a vector a unit would be three
  /// allocations an item.
  void sort_edges() {
    for (const auto& [from, to] : edges_) ++first_[static_cast<std::size_t>(from) + 1];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    followers_.resize(edges_.size());
    std::vector<int> next(first_.begin(), first_.end());
    for (const auto& [from, to] : edges_)
      followers_[static_cast<std::size_t>(next[static_cast<std::size_t>(from)]++)] = to;
  }

  [[nodiscard]] std::span<const int> followers(int unit) const {
    const int* all = followers_.data();
    const auto at = static_cast<std::size_t>(unit);
    return {all + first_[at], all + first_[at + 1]};
  }

  void rank() {
    // Kahn's algorithm, smallest unit first: the order is that of the document where nothing else
    // decides.
    std::priority_queue<int, std::vector<int>, std::greater<>> ready;
    for (std::size_t i = 0; i < waiting_.size(); ++i) {
      if (waiting_[i] == 0) ready.push(static_cast<int>(i));
    }
    form_.by_rank.reserve(waiting_.size());
    while (!ready.empty()) {
      const int next = ready.top();
      ready.pop();
      add_ranked(next);
      for (int follower : followers(next)) {
        if (--waiting_[static_cast<std::size_t>(follower)] == 0) ready.push(follower);
      }
    }
    for (int loop : self_loops_) report({loop, loop});
    if (form_.by_rank.size() < waiting_.size()) report(find_cycle());
  }

  /// Every unit that still waits has a predecessor that waits: walking back must meet a unit again.
  std::vector<int> find_cycle() const {
    std::vector<int> before(waiting_.size(), -1);
    for (const auto& [from, to] : edges_) {
      if (waiting_[static_cast<std::size_t>(from)] != 0)
        before[static_cast<std::size_t>(to)] = from;
    }
    const auto start =
        std::find_if(waiting_.begin(), waiting_.end(), [](int count) { return count > 0; });
    int at = static_cast<int>(start - waiting_.begin());
    std::vector<int> walk;
    while (std::find(walk.begin(), walk.end(), at) == walk.end()) {
      walk.push_back(at);
      at = before[static_cast<std::size_t>(at)];
    }
    walk.erase(walk.begin(), std::find(walk.begin(), walk.end(), at));
    walk.push_back(at);
    std::reverse(walk.begin(), walk.end());
    return walk;
  }

  void report(const std::vector<int>& cycle) {
    std::vector<std::string> names;
    for (int at : cycle) {
      const std::string& name = form_.record(at / kUnitKinds).definition.link_id;
      if (names.empty() || names.back() != name) names.push_back(name);
    }
    if (names.size() == 1) names.push_back(names.front());
    std::string path;
    for (const std::string& name : names) path += (path.empty() ? "" : " -> ") + name;
    findings_.error("AR-F008", form_.record(cycle.front() / kUnitKinds).pointer,
                    "These items depend on each other in a circle: " + path,
                    "Break the circle at one of them");
  }

  CompiledForm& form_;
  Findings& findings_;
  std::vector<std::pair<int, int>> edges_;  ///< from, to
  std::vector<int> first_, followers_;      ///< the same by their start: see sort_edges
  std::vector<int> waiting_;
  std::set<int> self_loops_;
};

}  // namespace

void order_graph(CompiledForm& form, Findings& findings) {
  GraphBuilder(form, findings).build();
}

}  // namespace anteroom::form
