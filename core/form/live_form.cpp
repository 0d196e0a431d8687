// The tree of instances and its paths: "q", "g[1].q", "g[1].h[0].q". Only repeating groups stand in
// a path, and repeating questions where their answers have questions of their own: "q[1].child".
#include "core/form/live_form.h"

#include <algorithm>
#include <charconv>

namespace anteroom::form {

namespace {

/// More empty instances than anybody fills in are not made for a minOccurs.
constexpr int kMostAtStart = 100;

}  // namespace

LiveForm::LiveForm(std::shared_ptr<const Definition> owner, const CompiledForm& definition,
                   LaunchContext launch)
    : owner_(std::move(owner)), definition_(definition), launch_(std::move(launch)), model_(*this) {
  header_.set("resourceType", "QuestionnaireResponse");
  if (!definition_.url.empty()) {
    header_.set("questionnaire", definition_.version.empty()
                                     ? definition_.url
                                     : definition_.url + "|" + definition_.version);
  }
  header_.set("status", "in-progress");
  header_.set("authored", to_iso(launch_.now));
  header_model_ = std::make_unique<fhirpath::JsonModel>(header_);
  questionnaire_ = std::make_unique<fhirpath::JsonModel>(definition_.questionnaire);
  const auto give = [&](const std::string& name, const fhir::Json& resource) {
    contexts_[name] = std::make_unique<fhirpath::JsonModel>(resource);
  };
  for (const auto& [name, resource] : launch_.resources) give(name, resource);
  if (launch_.patient) give("patient", *launch_.patient);
  if (launch_.encounter) give("encounter", *launch_.encounter);
  root_.item = &definition_.root;
  root_.gate = {true, fhirpath::Truth::yes};
  root_.certain = fhirpath::Truth::yes;
  make_children(root_);
  queue(root_);
  run();
  fill_initial(root_);
  run();
  changes = {};
  telling_ = true;
  bury();
}

std::unique_ptr<Instance> LiveForm::make(const ItemRecord& item, Instance* parent,
                                         std::size_t index) {
  auto instance = std::make_unique<Instance>();
  ++instances_;
  instance->item = &item;
  instance->parent = parent;
  instance->index = index;
  if (instance->is_holder()) {
    instance->gate = parent->gate;
    instance->certain = parent->certain;
  }
  make_children(*instance);
  return instance;
}

void LiveForm::make_children(Instance& instance) {
  if (instance.has_holders()) {
    instance.children.emplace_back().push_back(make(*instance.item, &instance, 0));
    return;
  }
  instance.children.reserve(instance.item->children.size());
  for (int child : instance.item->children) {
    auto& siblings = instance.children.emplace_back();
    const ItemRecord& item = definition_.record(child);
    const std::size_t count = instances_at_start(item);
    for (std::size_t i = 0; i < count; ++i) {
      if (i == 0 || instances_ < definition_.limits.max_instances)
        siblings.push_back(make(item, &instance, i));
    }
  }
}

std::size_t LiveForm::instances_at_start(const ItemRecord& item) {
  if (!item.repeating_group()) return 1;
  const int least = item.definition.more().min_occurs.value_or(1);
  return static_cast<std::size_t>(std::clamp(least, 1, kMostAtStart));
}

Instance& LiveForm::append(Instance& parent, const ItemRecord& item) {
  auto& siblings = parent.children[item.position];
  siblings.push_back(make(item, &parent, siblings.size()));
  queue(*siblings.back());
  return *siblings.back();
}

std::size_t LiveForm::size_of(const ItemRecord& item) const {
  std::size_t size = item.per_answer ? 2 : 1;
  for (int child : item.children) size += size_of(definition_.record(child));
  return size;
}

std::optional<Error> LiveForm::no_room(const ItemRecord& item, std::size_t there,
                                       std::size_t wanted) const {
  const std::string name = "'" + item.definition.link_id + "'";
  if (wanted > definition_.limits.max_repeats) {
    const std::string most = std::to_string(definition_.limits.max_repeats);
    return Error{"AR-F074",
                 item.is_group() ? name + " repeats at most " + most + " times"
                                 : name + " takes at most " + most + " answers",
                 item.pointer,
                 "",
                 0,
                 0};
  }
  if (wanted <= there || (!item.is_group() && !item.per_answer)) return std::nullopt;
  if (instances_ + (wanted - there) * size_of(item) <= definition_.limits.max_instances)
    return std::nullopt;
  return Error{"AR-F074",
               "There is no room for more of " + name + ": the form holds at most " +
                   std::to_string(definition_.limits.max_instances) + " items with their repeats",
               item.pointer,
               "",
               0,
               0};
}

Instance& LiveForm::add_instance(Instance& parent, const ItemRecord& item) {
  Instance& added = append(parent, item);
  run();
  fill_initial(added);
  changed(added);
  run();
  return added;
}

void LiveForm::drop_instance(Instance& parent, const ItemRecord& item, std::size_t index) {
  auto& siblings = parent.children[item.position];
  Instance& gone = *siblings[index];
  // What the group held leaves the counts above before it goes, and its readers look again.
  const std::size_t before = parent.content;
  if (gone.in_response()) --parent.content;
  count_content(parent, before, parent.gate.enabled);
  std::unique_ptr<Instance> taken = std::move(siblings[index]);
  siblings.erase(siblings.begin() + static_cast<std::ptrdiff_t>(index));
  for (std::size_t i = 0; i < siblings.size(); ++i) siblings[i]->index = i;
  detach(std::move(taken));
  run();
}

std::size_t LiveForm::forget_instance(Instance& instance) {
  for (UnitKind kind : {UnitKind::gate, UnitKind::value, UnitKind::options}) {
    waiting_.erase({instance.item->rank[static_cast<int>(kind)], &instance});
  }
  for (auto* set : {&changes.shown, &changes.hidden, &changes.values, &changes.options})
    set->erase(&instance);
  std::size_t count = 1;
  for (auto& position : instance.children) {
    for (auto& child : position) count += forget_instance(*child);
  }
  return count;
}

std::string LiveForm::path_of(const Instance& instance) const {
  std::string path;
  if (instance.item->repeating_group()) path = "[" + std::to_string(instance.index) + "]";
  path = instance.item->definition.link_id + path;
  for (const Instance* above = instance.parent; above != nullptr; above = above->parent) {
    if (!above->item->repeating_group() && !above->is_holder()) continue;
    path = above->item->definition.link_id + "[" + std::to_string(above->index) + "]." + path;
  }
  return path;
}

namespace {

using Step = LiveForm::Step;

/// "g[1]" -> (g, 1); linkIds themselves may hold dots and brackets, so the whole text is tried
/// first.
std::optional<Step> read_step(const CompiledForm& form, std::string_view text) {
  if (const ItemRecord* item = form.find(text)) return Step{item, std::nullopt};
  if (!text.ends_with(']')) return std::nullopt;
  const std::size_t open = text.rfind('[');
  if (open == std::string_view::npos) return std::nullopt;
  const ItemRecord* item = form.find(text.substr(0, open));
  std::size_t index = 0;
  const char* end = text.data() + text.size() - 1;
  const auto parsed = std::from_chars(text.data() + open + 1, end, index);
  if (item == nullptr || parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return Step{item, index};
}

/// The steps of a path, outermost first; empty when it cannot be read.
std::vector<Step> read_path(const CompiledForm& form, std::string_view path) {
  if (const auto whole = read_step(form, path)) return {*whole};
  for (std::size_t dot = path.find('.'); dot != std::string_view::npos;
       dot = path.find('.', dot + 1)) {
    const auto first = read_step(form, path.substr(0, dot));
    if (!first) continue;
    std::vector<Step> rest = read_path(form, path.substr(dot + 1));
    if (rest.empty()) continue;
    rest.insert(rest.begin(), *first);
    return rest;
  }
  return {};
}

const Instance* child_at(const std::vector<std::unique_ptr<Instance>>& instances,
                         std::size_t index) {
  return index < instances.size() ? instances[index].get() : nullptr;
}

std::size_t index_for(const std::vector<Step>& steps, const ItemRecord& item) {
  for (const Step& step : steps) {
    if (step.item == &item) return step.index.value_or(0);
  }
  return 0;
}

}  // namespace

Instance* LiveForm::walk(const Steps& steps, const ItemRecord& wanted) const {
  std::vector<const ItemRecord*> chain;
  for (int at = wanted.index; at >= 0; at = definition_.record(at).parent)
    chain.push_back(&definition_.record(at));
  const Instance* at = &root_;
  for (auto item = chain.rbegin(); item != chain.rend(); ++item) {
    if (at->has_holders()) {
      at = child_at(at->children[0], index_for(steps, *at->item));
      if (at == nullptr) return nullptr;
    }
    at = child_at(at->children[(*item)->position],
                  (*item)->repeating_group() ? index_for(steps, **item) : 0);
    if (at == nullptr) return nullptr;
  }
  return const_cast<Instance*>(at);
}

Instance* LiveForm::find(std::string_view path) const {
  const Steps steps = read_path(definition_, path);
  if (steps.empty()) return nullptr;
  const ItemRecord& wanted = *steps.back().item;
  for (const Step& step : steps) {
    if (!definition_.below(wanted.index, step.item->index)) return nullptr;
    const bool many =
        step.item->repeating_group() || (step.item->per_answer && step.item != &wanted);
    if (step.index.value_or(0) != 0 && !many) return nullptr;
  }
  return walk(steps, wanted);
}

std::pair<Instance*, const ItemRecord*> LiveForm::find_group(std::string_view path) const {
  const Steps steps = read_path(definition_, path);
  if (steps.empty()) return {nullptr, nullptr};
  const ItemRecord& group = *steps.back().item;
  if (group.parent < 0) return {const_cast<Instance*>(&root_), &group};
  const ItemRecord& above = definition_.record(group.parent);
  Instance* parent = walk(steps, above);
  if (parent != nullptr && parent->has_holders()) {
    parent = const_cast<Instance*>(child_at(parent->children[0], index_for(steps, above)));
  }
  return {parent, &group};
}

const Instance& LiveForm::common_ancestor(const Instance& from, const ItemRecord& item) const {
  const Instance* at = &from;
  while (at->item->index >= 0 && !definition_.below(item.index, at->item->index)) at = at->parent;
  return *at;
}

void LiveForm::instances_below(const Instance& top, const ItemRecord& item,
                               std::vector<Instance*>& out) const {
  if (top.item == &item) {
    out.push_back(const_cast<Instance*>(&top));
    return;
  }
  if (top.has_holders()) {
    for (const auto& holder : top.children[0]) instances_below(*holder, item, out);
    return;
  }
  // The child of `top` on the way to the item.
  const ItemRecord* step = &item;
  while (step->parent != top.item->index) step = &definition_.record(step->parent);
  for (const auto& child : top.children[step->position]) instances_below(*child, item, out);
}

}  // namespace anteroom::form
