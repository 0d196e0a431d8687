#include "core/triage/mutant_hint.h"

#include <algorithm>
#include <map>

namespace anteroom::triage {
namespace {

using form::ItemState;

constexpr int kMostChanges = 5;
constexpr int kMostTries = 300000;

struct Choice {
  ItemState state;
  std::string word;
};

ItemState coded(std::vector<std::string> codes) {
  ItemState state;
  state.kind = ItemState::Kind::answered;
  state.codes = std::move(codes);
  return state;
}

ItemState numbered(const fhir::Decimal& number) {
  ItemState state = coded({});
  state.number = number;
  return state;
}

/// Every answer to one item that these rules could tell apart; the first is the quiet one.
class Choices {
 public:
  void read(const Condition& condition, const ItemTable& table) {
    for (const Condition& part : condition.parts) read(part, table);
    for (const std::size_t item : condition.items) {
      std::vector<Choice>& choices = by_item_[item];
      if (condition.op == Op::has)
        add_codes(choices, condition.codes);
      else
        add_numbers(choices, condition, table.items()[item]);
    }
  }
  [[nodiscard]] std::map<std::size_t, std::vector<Choice>> take() && {
    for (auto& [item, choices] : by_item_) choices.push_back({ItemState{}, "not-sure"});
    return std::move(by_item_);
  }

 private:
  static void add(std::vector<Choice>& choices, ItemState state, std::string word) {
    const bool there = std::any_of(choices.begin(), choices.end(),
                                   [&](const Choice& choice) { return choice.word == word; });
    if (!there) choices.push_back({std::move(state), std::move(word)});
  }
  static void add_codes(std::vector<Choice>& choices, const std::vector<std::string>& codes) {
    add(choices, coded({}), "a clear no");
    for (const std::string& code : codes) add(choices, coded({code}), code);
  }
  static void add_numbers(std::vector<Choice>& choices, const Condition& condition,
                          const ReadItem& item) {
    const fhir::Decimal low = item.min_value.value_or(fhir::Decimal(0));
    add(choices, numbered(low), low.to_string());
    if (condition.op == Op::sum_at_least && item.max_value)
      return add(choices, numbered(*item.max_value), item.max_value->to_string());
    for (const std::int64_t step : {-1, 0, 1}) {
      const auto number = fhir::Decimal::add(condition.number, fhir::Decimal(step));
      if (number) add(choices, numbered(*number), number->to_string());
    }
  }

  std::map<std::size_t, std::vector<Choice>> by_item_;
};

/// Changes few answers before many, so that the first difference found is a small one.
class Search {
 public:
  Search(const Condition& rule, const Condition& mutant, const ItemTable& table)
      : rule_(rule), mutant_(mutant), table_(table), states_(table.items().size()) {
    Choices choices;
    choices.read(rule, table);
    for (auto& [item, list] : std::move(choices).take()) {
      states_[item] = {list.front().state};
      items_.emplace_back(item, std::move(list));
    }
  }

  std::string run() {
    for (int changes = 0; changes <= kMostChanges; ++changes) {
      if (change(0, changes)) return words();
    }
    return {};
  }

 private:
  bool differs() {
    ++tries_;
    return evaluate(rule_, table_, states_) != evaluate(mutant_, table_, states_);
  }

  bool change(std::size_t from, int left) {
    if (left == 0) return differs();
    for (std::size_t i = from; i < items_.size() && tries_ < kMostTries; ++i) {
      auto& [item, choices] = items_[i];
      for (std::size_t choice = 1; choice < choices.size(); ++choice) {
        states_[item] = {choices[choice].state};
        changed_.emplace_back(item, choices[choice].word);
        if (change(i + 1, left - 1)) return true;
        changed_.pop_back();
      }
      states_[item] = {choices.front().state};
    }
    return false;
  }

  [[nodiscard]] std::string words() const {
    std::string out;
    for (const auto& [item, word] : changed_)
      out += (out.empty() ? "" : ", ") + table_.items()[item].link_id + " = " + word;
    if (changed_.size() < items_.size()) out += out.empty() ? "all quiet" : "; the others quiet";
    return out;
  }

  const Condition& rule_;
  const Condition& mutant_;
  const ItemTable& table_;
  States states_;
  std::vector<std::pair<std::size_t, std::vector<Choice>>> items_;
  std::vector<std::pair<std::size_t, std::string>> changed_;
  int tries_ = 0;
};

}  // namespace

std::string mutant_hint(const Condition& rule, const Condition& mutant, const ItemTable& table) {
  return Search(rule, mutant, table).run();
}

}  // namespace anteroom::triage
