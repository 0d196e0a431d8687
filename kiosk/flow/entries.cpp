#include "kiosk/flow/entries.h"

#include <algorithm>
#include <charconv>

#include "kiosk/flow/item_details.h"
#include "kiosk/flow/locale_formats.h"
#include "kiosk/flow/review_page.h"
#include "kiosk/flow/words.h"

namespace anteroom::flow {
namespace {

std::string title_of(const Scene& scene, std::string_view link_id) {
  std::string title =
      split_question(scene.form->definition().item_text(link_id, scene.language).text).title;
  while (!title.empty() && (title.back() == ':' || title.back() == '.' || title.back() == ' '))
    title.pop_back();
  return title;
}

/// The list recognises an entry by its beginning; Review has every word.
std::string shortened(std::string text) {
  constexpr std::size_t kMost = 90;
  if (text.size() <= kMost) return text;
  std::size_t end = kMost;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text + "…";
}

Entry entry_row(const Scene& scene, const std::string& entry, std::size_t index) {
  Entry row;
  const std::string number = number_in_words(static_cast<int>(index) + 1, scene.language);
  row.number = say(Word::entry_number, scene.language, {number});
  row.words = entry_words(scene, entry);
  std::size_t open = 0;
  for (const std::string& path : questions_in(*scene.form, entry))
    open += answered(*scene.form, path) ? 0 : 1;
  if (open > 0) row.open = say_count(Word::entry_open, scene.language, static_cast<int>(open));
  row.change = {ActionKind::change_entry, "entry:change:" + std::to_string(index + 1), {}};
  row.remove = {ActionKind::remove_entry, "entry:remove:" + std::to_string(index + 1), {}};
  row.change_word = say(Word::change_button, scene.language);
  row.remove_word = say(Word::entry_remove, scene.language);
  return row;
}

}  // namespace

std::string entry_of(std::string_view path) {
  if (path.ends_with(']')) return std::string(path);
  const auto close = path.rfind("].");
  return close != std::string_view::npos ? std::string(path.substr(0, close + 1)) : std::string();
}

std::string group_of_entry(std::string_view entry) {
  return std::string(entry.substr(0, entry.rfind('[')));
}

std::size_t index_of_entry(std::string_view entry) {
  const auto open = entry.rfind('[');
  std::size_t index = 0;
  if (open != std::string_view::npos)
    std::from_chars(entry.data() + open + 1, entry.data() + entry.size(), index);
  return index;
}

bool is_in(std::string_view path, std::string_view entry_or_group) {
  if (entry_or_group.empty() || !path.starts_with(entry_or_group)) return false;
  const std::string_view rest = path.substr(entry_or_group.size());
  return entry_or_group.ends_with(']') ? rest.empty() || rest.front() == '.'
                                       : rest.starts_with('[');
}

std::string entry_number(std::string_view path) {
  std::string number;
  for (std::string entry = entry_of(path); !entry.empty();) {
    const std::string one = std::to_string(index_of_entry(entry) + 1);
    number = number.empty() ? one : one + "." + number;
    const std::string group = group_of_entry(entry);
    const auto above = group.rfind("].");
    entry = above == std::string::npos ? std::string() : group.substr(0, above + 1);
  }
  return number;
}

std::vector<std::string> questions_in(const form::Form& form, const std::string& entry) {
  std::vector<std::string> paths;
  for (const std::string& path : form.enabled_paths()) {
    if (!is_in(path, entry)) continue;
    const form::ItemDefinition* item = form.definition().find(link_id_of(path));
    if (item == nullptr || item->type == form::ItemType::display) continue;
    if (kind_of(*item) != PageKind::unset && !form.prefilled(path)) paths.push_back(path);
  }
  return paths;
}

Text entry_context(const Scene& scene, const PagePlan& plan) {
  const std::string condition =
      plan.names == PagePlan::Names::condition ? scene.condition + "." : std::string();
  if (plan.entry.empty()) return Text(condition);
  const std::string title = title_of(scene, link_id_of(plan.entry));
  const std::string number = entry_number(plan.entry);
  const Text entry = title.empty() ? say(Word::entry_number, scene.language, {number})
                                   : say(Word::entry_context, scene.language, {title, number});
  return condition.empty() ? entry : Text(condition + " " + entry.shown());
}

Text entry_words(const Scene& scene, const std::string& entry) {
  std::string all;
  for (const std::string& path : questions_in(*scene.form, entry)) {
    if (!answered(*scene.form, path)) continue;
    const form::ItemDefinition* item = scene.form->definition().find(link_id_of(path));
    const std::string words = item->private_item
                                  ? std::string(flow::words(Word::private_answered, scene.language))
                                  : answer_in_words(*scene.form, path, scene.language);
    if (!words.empty()) all += (all.empty() ? "" : ", ") + words;
  }
  return all.empty() ? say(Word::entry_empty, scene.language) : Text(shortened(all));
}

Page entries_page(const Scene& scene, const PagePlan& plan, const Draft& draft) {
  Page page;
  page.kind = PageKind::entries;
  page.key = plan.key;
  page.private_page = plan.private_page;
  page.mistakes = draft.mistakes;
  const std::string& group = plan.paths.front();
  const std::string link_id = link_id_of(group);
  const std::string title = title_of(scene, link_id);
  page.title = title.empty() ? say(Word::entries_plain_title, scene.language)
                             : say(Word::entries_title, scene.language, {title});
  const std::size_t count = scene.form->instances(group);
  const auto room = static_cast<std::size_t>(std::max(1, scene.entries_per_page));
  const std::size_t parts = std::max<std::size_t>(1, (count + room - 1) / room);
  // The newest entries first in sight: the one just added is what the patient looks for.
  const std::size_t part = (parts - 1 + static_cast<std::size_t>(draft.more) % parts) % parts;
  for (std::size_t i = part * room; i < std::min(count, (part + 1) * room); ++i)
    page.entries.push_back(entry_row(scene, group + "[" + std::to_string(i) + "]", i));
  page.page_index = static_cast<int>(part);
  page.page_count = static_cast<int>(parts);
  if (parts > 1) {
    page.extra.push_back(Button{say(Word::more_answers, scene.language,
                                    {number_in_words(static_cast<int>(part) + 1, scene.language),
                                     number_in_words(static_cast<int>(parts), scene.language)}),
                                {ActionKind::more, "more:next", {}}});
  }
  const form::ItemDefinition* item = scene.form->definition().find(link_id);
  const std::optional<int> most = item != nullptr ? item->more().max_occurs : std::nullopt;
  if (!most || static_cast<int>(count) < *most) {
    page.extra.push_back(
        Button{say(Word::entry_add, scene.language), {ActionKind::add_entry, "entry:add", {}}});
  }
  return page;
}

}  // namespace anteroom::flow
