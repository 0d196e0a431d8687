// The queue of one change: units wait in topological order; a unit that comes out different queues
// its readers.
#include <algorithm>

#include "core/form/live_form.h"
#include "core/form/values.h"

namespace anteroom::form {

void LiveForm::queue_unit(Instance& instance, UnitKind kind) {
  const ItemRecord& item = *instance.item;
  if (item.index < 0 || instance.is_holder()) return;
  if (kind == UnitKind::value && !item.calculated) return;
  if (kind == UnitKind::options && item.toggles.empty() && !item.options_expression) return;
  waiting_.insert({item.rank[static_cast<int>(kind)], &instance});
}

void LiveForm::queue(Instance& instance) {
  for (UnitKind kind : {UnitKind::gate, UnitKind::value, UnitKind::options})
    queue_unit(instance, kind);
  for (auto& position : instance.children) {
    for (auto& child : position) queue(*child);
  }
}

void LiveForm::queue_dependents(const Instance& instance) {
  if (telling_) changes.states.insert(instance.item->index);
  for (const Dependent& dependent : instance.item->dependents) {
    const ItemRecord& item = definition_.record(dependent.item);
    const Instance& top = dependent.local ? common_ancestor(instance, item) : root_;
    std::vector<Instance*> readers;
    instances_below(top, item, readers);
    for (Instance* reader : readers) queue_unit(*reader, dependent.kind);
  }
}

void LiveForm::changed(Instance& instance) {
  variables_.clear();
  queue_dependents(instance);
}

void LiveForm::run() {
  while (!waiting_.empty()) {
    const Waiting next = *waiting_.begin();
    waiting_.erase(waiting_.begin());
    ++recomputed_;
    switch (definition_.by_rank[static_cast<std::size_t>(next.rank)].second) {
      case UnitKind::gate:
        recompute_gate(*next.instance);
        break;
      case UnitKind::value:
        recompute_value(*next.instance);
        break;
      case UnitKind::options:
        recompute_options(*next.instance);
        break;
    }
  }
}

void LiveForm::count_content(Instance& instance, std::size_t before, bool was_enabled) {
  const bool was_in = was_enabled && before > 0;
  if (instance.parent == nullptr || was_in == instance.in_response()) return;
  Instance& parent = *instance.parent;
  const std::size_t parent_before = parent.content;
  parent.content += was_in ? std::size_t(-1) : 1;
  count_content(parent, parent_before, parent.gate.enabled);
}

void LiveForm::recompute_gate(Instance& instance) {
  const Gate computed = compute_gate(instance);
  const Enablement gate = computed.shown;
  const Enablement before = instance.gate;
  if (gate.enabled == before.enabled && gate.known == before.known &&
      computed.certain == instance.certain)
    return;
  instance.gate = gate;
  instance.certain = computed.certain;
  if (gate.enabled != before.enabled) {
    count_content(instance, instance.content, before.enabled);
    if (telling_) tell_gate(instance);
  }
  changed(instance);
  pass_gate_on(instance);
}

void LiveForm::tell_gate(Instance& instance) {
  const bool enabled = instance.gate.enabled;
  (enabled ? changes.shown : changes.hidden).insert(&instance);
  (enabled ? changes.hidden : changes.shown).erase(&instance);
}

void LiveForm::recompute_value(Instance& instance) {
  std::vector<AnswerValue> values = compute_value(instance);
  // More than there may be is a failed expression: unknown.
  if (values.size() > definition_.limits.max_repeats) values.clear();
  if (values == instance.answers) return;
  store(instance, std::move(values), UnknownReason::none);
}

void LiveForm::recompute_computed(Instance& instance) {
  const ItemRecord& item = *instance.item;
  auto options = std::make_unique<std::vector<Option>>(
      options_from(item, evaluate(*item.options_expression, instance)));
  const auto same = [](const Option& a, const Option& b) { return a.value == b.value; };
  if (instance.computed != nullptr &&
      std::equal(options->begin(), options->end(), instance.computed->begin(),
                 instance.computed->end(), same))
    return;
  instance.computed = std::move(options);
  changes.options.insert(&instance);
}

void LiveForm::recompute_options(Instance& instance) {
  if (instance.item->options_expression) recompute_computed(instance);
  if (instance.item->toggles.empty()) return;
  std::vector<bool> offered = compute_offered(instance);
  if (offered == instance.offered) return;
  instance.offered = std::move(offered);
  changes.options.insert(&instance);
}

ChangeSet LiveForm::take_changes() {
  ChangeSet out;
  const auto tell = [&](const std::set<Instance*>& instances, std::vector<std::string>& paths) {
    std::vector<Instance*> ordered(instances.begin(), instances.end());
    const auto place = [](const Instance* at) {
      std::vector<std::size_t> steps;
      for (; at->parent != nullptr; at = at->parent) {
        steps.push_back(at->index);
        steps.push_back(at->item->position);
      }
      std::reverse(steps.begin(), steps.end());
      return steps;
    };
    std::sort(ordered.begin(), ordered.end(),
              [&](auto* a, auto* b) { return place(a) < place(b); });
    for (const Instance* instance : ordered) paths.push_back(path_of(*instance));
  };
  tell(changes.shown, out.shown);
  tell(changes.hidden, out.hidden);
  tell(changes.values, out.values);
  tell(changes.options, out.options);
  for (int item : changes.states) {
    if (item >= 0) out.states.push_back(definition_.record(item).definition.link_id);
  }
  changes = {};
  bury();
  return out;
}

}  // namespace anteroom::form
