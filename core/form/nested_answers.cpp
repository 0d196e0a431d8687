// Instances of the items below a repeating question: one set for each answer (R4: answer.item).
//
// An edited list of answers keeps what hangs below the answers that stay, found by their value: the
// dose of one medicine must never pass to another. What was entered before there was any answer
// goes to the first one.
#include <algorithm>

#include "core/form/live_form.h"
#include "core/form/values.h"

namespace anteroom::form {

namespace {

using Holders = std::vector<std::unique_ptr<Instance>>;

/// The holder of that answer, at its old place first; null when there is none left.
std::unique_ptr<Instance> take(Holders& from, const AnswerValue& answer, std::size_t place) {
  const auto fits = [&](const std::unique_ptr<Instance>& holder) {
    return holder != nullptr && !holder->answers.empty() &&
           same_value(holder->answers.front(), answer);
  };
  if (place < from.size() && fits(from[place])) return std::move(from[place]);
  const auto found = std::find_if(from.begin(), from.end(), fits);
  return found == from.end() ? nullptr : std::move(*found);
}

}  // namespace

std::vector<Instance*> LiveForm::match_holders(Instance& question) {
  Holders& holders = question.children[0];
  Holders before = std::move(holders);
  const std::size_t count = std::max<std::size_t>(1, question.answers.size());
  holders = Holders(count);
  for (std::size_t i = 0; i < question.answers.size(); ++i) {
    holders[i] = take(before, question.answers[i], i);
  }
  // The holder of no answer yet.
  if (before.front() != nullptr && before.front()->answers.empty()) {
    const auto free = std::find(holders.begin(), holders.end(), nullptr);
    if (free != holders.end()) *free = std::move(before.front());
  }
  std::vector<Instance*> fresh;
  for (std::size_t i = 0; i < count; ++i) {
    if (holders[i] == nullptr) {
      holders[i] = make(*question.item, &question, i);
      fresh.push_back(holders[i].get());
    }
    holders[i]->index = i;
    holders[i]->reason = question.reason;
    holders[i]->answers.clear();
    if (i < question.answers.size()) holders[i]->answers.push_back(question.answers[i]);
  }
  for (auto& holder : before) {
    if (holder == nullptr) continue;
    if (holder->in_response()) --question.content;
    detach(std::move(holder));
  }
  return fresh;
}

void LiveForm::fill_holders(const std::vector<Instance*>& fresh) {
  for (Instance* holder : fresh) {
    queue(*holder);
    if (!loading_) fill_plain_initial(*holder);
  }
  if (in_initial_pass_ || loading_ || fresh.empty()) return;
  run();
  for (Instance* holder : fresh) fill_expressions(*holder);
}

void LiveForm::detach(std::unique_ptr<Instance> instance) {
  // What read it looks again; what waits in it does not.
  std::vector<Instance*> below{instance.get()};
  while (!below.empty()) {
    Instance* next = below.back();
    below.pop_back();
    queue_dependents(*next);
    for (auto& position : next->children) {
      for (auto& child : position) below.push_back(child.get());
    }
  }
  instances_ -= forget_instance(*instance);
  instance->gate.enabled = false;
  variables_.clear();
  gone_.push_back(std::move(instance));
}

void LiveForm::bury() {
  if (gone_.empty()) return;
  // The cache of variables knows instances by their address.
  variables_.clear();
  gone_.clear();
}

void LiveForm::pass_gate_on(Instance& instance) {
  for (auto& position : instance.children) {
    for (auto& child : position) {
      if (!child->is_holder()) {
        queue_unit(*child, UnitKind::gate);
        continue;
      }
      const bool before = child->gate.enabled;
      child->gate = instance.gate;
      child->certain = instance.certain;
      count_content(*child, child->content, before);
      pass_gate_on(*child);
    }
  }
}

}  // namespace anteroom::form
