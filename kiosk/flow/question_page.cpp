#include "kiosk/flow/question_page.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "kiosk/flow/body_map.h"
#include "kiosk/flow/choices.h"
#include "kiosk/flow/entries.h"
#include "kiosk/flow/field_pages.h"
#include "kiosk/flow/item_details.h"
#include "kiosk/flow/typed_values.h"
#include "kiosk/flow/words.h"

namespace anteroom::flow {
namespace {

using form::AnswerValue;
using form::ItemDefinition;
using form::UnknownReason;

std::optional<Choice> skip_choice(const Scene& scene, Word word, const char* id, bool selected) {
  return make_choice(id, say(word, scene.language), selected);
}

void add_skip_row(Page& page, const Scene& scene, const PagePlan& plan) {
  bool all_unsure = true, any_declined = false;
  for (const std::string& path : plan.paths) {
    const UnknownReason reason = scene.form->unknown_reason(path);
    all_unsure = all_unsure && reason == UnknownReason::asked_unknown;
    any_declined = any_declined || reason == UnknownReason::asked_declined;
  }
  page.not_sure = skip_choice(scene, Word::not_sure, "unknown:not-sure", all_unsure);
  page.declined = skip_choice(scene, Word::declined, "unknown:declined", any_declined);
}

Note info(Text words) {
  Note note;
  note.look = Note::Look::info;
  note.words = std::move(words);
  return note;
}

/// Sentences "0 is no pain. 10 is the worst you can think of." become the words at the ends of the
/// scale.
void add_scale(Page& page, const Scene& scene, const std::string& path) {
  const std::vector<std::string> chosen = chosen_codes(*scene.form, path);
  for (int number = 0; number <= 10; ++number) {
    const std::string code = std::to_string(number);
    page.choices.push_back(
        make_choice("option:" + code, Text(code),
                    std::find(chosen.begin(), chosen.end(), code) != chosen.end()));
  }
  const std::string helper = page.helper.shown();
  const auto zero = helper.find("0 "), ten = helper.find("10 ");
  if (zero != 0 || ten == std::string::npos) return;
  const auto verb_end = helper.find(' ', 2);
  const auto low_end = helper.find('.');
  if (verb_end == std::string::npos || low_end == std::string::npos || low_end < verb_end ||
      low_end > ten)
    return;
  std::string low = helper.substr(verb_end + 1, low_end - verb_end - 1);
  low[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(low[0])));
  std::string high = helper.substr(ten);
  if (!high.empty() && high.back() == '.') high.pop_back();
  page.scale_low = Text(std::move(low));
  page.scale_high = Text(std::move(high));
  page.helper = say(Word::choose_number, scene.language);
}

/// LOINC 72514-3 "Pain severity 0-10": the faces belong to pain alone.
bool is_pain_scale(const ItemDefinition& item) {
  if (item.source == nullptr) return false;
  for (const fhir::Json& coding : item.source->array_or_empty("code")) {
    const auto code = coding.string_or_empty("code");
    if (code == "72514-3" || code == "38221-8" || code == "75893-8" || code == "38214-3")
      return true;
  }
  return item.link_id.starts_with("nrs-");
}

void add_map(Page& page, const Scene& scene, const ItemDefinition& item, const std::string& path,
             const Draft& draft) {
  page.multiple = item.repeats;
  page.regions = body_regions(scene.body_map_svg, item_choices(scene, item, path));
  page.body_map_svg = scene.body_map_svg;
  page.view = draft.view;
  const bool back = draft.view != "front";
  // The left of the picture is the patient's left from behind, and the right from the front.
  page.left_word = say(back ? Word::your_left : Word::your_right, scene.language);
  page.right_word = say(back ? Word::your_right : Word::your_left, scene.language);
  page.helper = say(Word::body_helper, scene.language);
  page.extra = {
      Button{say(Word::back_view, scene.language), {ActionKind::view, "view:back", {}}},
      Button{say(Word::front_view, scene.language), {ActionKind::view, "view:front", {}}}};
}

void fill(Page& page, const Scene& scene, const PagePlan& plan, const ItemDefinition& item,
          const Draft& draft) {
  const std::string& path = plan.paths.front();
  const auto typed = [&] { return draft.typed.value_or(typed_answer(*scene.form, path)); };
  switch (plan.kind) {
    case PageKind::scale:
      add_scale(page, scene, path);
      if (is_pain_scale(item)) {
        if (page.scale_low.empty()) page.scale_low = say(Word::no_pain, scene.language);
        if (page.scale_high.empty()) page.scale_high = say(Word::worst_pain, scene.language);
        page.faces_title = say(Word::choose_face, scene.language);
      }
      return;
    case PageKind::body_map:
      return add_map(page, scene, item, path, draft);
    case PageKind::text:
      return add_text(page, scene, item, typed());
    case PageKind::number:
      return add_number(page, scene, item, path, draft);
    case PageKind::slider:
      return add_slider(page, scene, item, path);
    case PageKind::date:
      return add_date(page, scene, item, path, draft);
    default:
      if (item.type == form::ItemType::attachment || item.type == form::ItemType::reference) {
        page.notes.push_back(info(say(Word::staff_helps, scene.language)));
        return;
      }
      if (draft.own_words) {
        page.kind = PageKind::text;
        page.key += "#own";  // another page to the view: the controls are new
        return add_text(page, scene, item, draft.typed.value_or(own_words(*scene.form, path)));
      }
      if (plan.kind == PageKind::search) return add_search(page, scene, item, path, draft);
      add_choices(page, scene, item, path, draft);
  }
}

/// A prompt stands under the title when it is short; a long one is part of the help.
std::string prompt_of(const Scene& scene, const ItemDefinition& item) {
  return attached_words(*scene.form, item, {form::ItemControl::prompt}, scene.language);
}
constexpr std::size_t kShortPrompt = 80;

std::string help_words(const Scene& scene, const ItemDefinition& item) {
  using form::ItemControl;
  const std::string prompt = prompt_of(scene, item);
  const std::string help = attached_words(
      *scene.form, item,
      {ItemControl::help, ItemControl::flyover, ItemControl::inline_text, ItemControl::legal},
      scene.language);
  if (prompt.size() <= kShortPrompt) return help;
  return help.empty() ? prompt : prompt + " " + help;
}

/// Over every question: which entry it belongs to, the prompt, the way to help, a picture.
void add_surroundings(Page& page, const Scene& scene, const PagePlan& plan,
                      const ItemDefinition& item) {
  std::string helper = entry_context(scene, plan).shown();
  const auto add = [&helper](const std::string& more) {
    if (!more.empty()) helper += (helper.empty() ? "" : " ") + more;
  };
  add(page.helper.shown());
  const std::string prompt = prompt_of(scene, item);
  if (prompt.size() <= kShortPrompt) add(prompt);
  page.helper = Text(helper);
  page.picture = item_picture(item, scene.language);
  if (page.picture || !help_words(scene, item).empty()) {
    page.extra.push_back(
        Button{say(Word::help_button, scene.language), {ActionKind::show_help, "help:show", {}}});
  }
  if (item.more().signature_required)
    page.notes.push_back(info(say(Word::signature_note, scene.language)));
}

Page reading_page(const Scene& scene, const PagePlan& plan) {
  Page page;
  page.kind = PageKind::reading;
  page.key = plan.key;
  page.private_page = plan.private_page;
  const std::string link_id = link_id_of(plan.paths.front());
  page.title = Text(scene.form->definition().item_text(link_id, scene.language).text);
  if (const ItemDefinition* item = scene.form->definition().find(link_id))
    page.picture = item_picture(*item, scene.language);
  page.helper = entry_context(scene, plan);
  return page;
}

Page rows_page(const Scene& scene, const PagePlan& plan, Page page) {
  const TitleWords words =
      split_question(scene.form->definition().item_text(plan.group, scene.language).text);
  page.title = Text(words.title);
  page.helper = Text(words.helper);
  for (const std::string& path : plan.paths) {
    Row row = question_row(scene, path);
    row.mistake = !page.mistakes.empty() && !asked(*scene.form, path);
    page.rows.push_back(std::move(row));
  }
  const std::string context = entry_context(scene, plan).shown();
  if (page.helper.empty()) {
    page.helper = Text(context);
  } else if (plan.names == PagePlan::Names::condition) {
    page.helper = Text(context + " " + page.helper.shown());
  }
  const ItemDefinition* first = scene.form->definition().find(link_id_of(plan.paths.front()));
  if (first != nullptr && first->safety)
    page.notes.push_back(info(say(Word::ask_everyone, scene.language)));
  return page;
}

}  // namespace

TitleWords split_question(std::string_view text) {
  // Latin, Arabic and Chinese; the last has no space after it, but may.
  constexpr std::array<std::string_view, 3> marks = {"? ", "\u061F ", "\uFF1F"};
  std::size_t first = std::string_view::npos, length = 0;
  for (const std::string_view mark : marks) {
    const auto at = text.find(mark);
    if (at < first) first = at, length = mark.size() - (mark.ends_with(' ') ? 1 : 0);
  }
  if (first == std::string_view::npos) return {std::string(text), {}};
  std::string_view rest = text.substr(first + length);
  if (rest.starts_with(' ')) rest.remove_prefix(1);
  return {std::string(text.substr(0, first + length)), std::string(rest)};
}

Row question_row(const Scene& scene, const std::string& path) {
  const ItemDefinition* item = scene.form->definition().find(link_id_of(path));
  Row row;
  row.link_id = path;
  if (item == nullptr) return row;
  const form::Definition& definition = scene.form->definition();
  std::string question = definition.item_text(item->link_id, scene.language).text;
  // A row of a grid is a group: its text is the row's name.
  const ItemDefinition* above = definition.find(item->parent);
  const ItemDefinition* grid = above != nullptr ? definition.find(above->parent) : nullptr;
  if (grid != nullptr && grid->more().control == form::ItemControl::grid &&
      above->children.size() == 1) {
    const std::string name = definition.item_text(above->link_id, scene.language).text;
    if (!name.empty()) question = question.empty() ? name : name + ": " + question;
  }
  row.question = Text(question);
  row.choices = item_choices(scene, *item, path);
  for (Choice& choice : row.choices)
    choice.id = "row:" + path + ":" + choice.id.substr(choice.id.find(':') + 1);
  const bool unsure = scene.form->unknown_reason(path) == UnknownReason::asked_unknown;
  row.choices.push_back(
      make_choice("row:" + path + ":asked-unknown", say(Word::not_sure, scene.language), unsure));
  return row;
}

Page help_page(const Scene& scene, const PagePlan& plan) {
  Page page;
  const ItemDefinition* item =
      plan.paths.empty() ? nullptr : scene.form->definition().find(link_id_of(plan.paths.front()));
  if (item == nullptr || plan.kind == PageKind::rows) return page;
  page.picture = item_picture(*item, scene.language);
  const std::string help = help_words(scene, *item);
  if (!page.picture && help.empty()) return page;
  page.kind = PageKind::reading;
  page.key = "help:" + plan.key;
  page.title = Text(help);
  if (help.empty())
    page.title =
        Text(split_question(scene.form->definition().item_text(item->link_id, scene.language).text)
                 .title);
  return page;
}

Page question_page(const Scene& scene, const PagePlan& plan, const Draft& draft) {
  if (plan.kind == PageKind::entries) return entries_page(scene, plan, draft);
  if (plan.kind == PageKind::reading) return reading_page(scene, plan);
  Page page;
  page.kind = plan.kind;
  page.key = plan.key;
  page.private_page = plan.private_page;
  page.mistakes = draft.mistakes;
  if (plan.private_page) page.speaker_words = say(Word::private_on_speaker, scene.language);
  add_skip_row(page, scene, plan);
  if (plan.kind == PageKind::rows) return rows_page(scene, plan, std::move(page));
  const ItemDefinition* item = scene.form->definition().find(link_id_of(plan.paths.front()));
  if (item == nullptr) return page;
  const TitleWords words =
      split_question(scene.form->definition().item_text(item->link_id, scene.language).text);
  page.title = Text(words.title);
  page.helper = Text(words.helper);
  fill(page, scene, plan, *item, draft);
  add_surroundings(page, scene, plan, *item);
  if (plan.kind == PageKind::yes_no && item->safety)
    page.notes.push_back(info(say(Word::ask_everyone, scene.language)));
  if (!draft.warning.empty()) {
    Note warning = info(draft.warning);
    warning.look = Note::Look::warning;
    page.notes.push_back(std::move(warning));
  }
  return page;
}

std::string code_of(const AnswerValue& value) {
  if (!value.json.is_object() || value.json.as_object().empty()) return {};
  const fhir::Json& inner = value.json.as_object().front().second;
  if (inner.is_string()) return inner.as_string();
  if (inner.is_bool()) return inner.as_bool() ? "true" : "false";
  if (inner.is_number()) return inner.as_decimal().to_string();
  if (const fhir::Json* amount = inner.find("value"); amount != nullptr && amount->is_number()) {
    return amount->as_decimal().to_string();
  }
  return std::string(inner.string_or_empty(inner.find("code") != nullptr ? "code" : "display"));
}

std::vector<std::string> chosen_codes(const form::Form& form, std::string_view path) {
  std::vector<std::string> codes;
  for (const AnswerValue& value : form.answers(path)) {
    std::string code = code_of(value);
    if (!form::unknown_reason_from_code(code)) codes.push_back(std::move(code));
  }
  return codes;
}

std::string typed_answer(const form::Form& form, std::string_view path) {
  const std::vector<std::string> codes = chosen_codes(form, path);
  const ItemDefinition* item = form.definition().find(link_id_of(path));
  if (item != nullptr && item->type == form::ItemType::time && !codes.empty())
    return typed_time(codes.front());
  return codes.empty() ? std::string{} : codes.front();
}

}  // namespace anteroom::flow
