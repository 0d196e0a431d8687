#include "kiosk/flow/question_page.h"

#include <algorithm>
#include <cctype>

#include "kiosk/flow/body_map.h"
#include "kiosk/flow/typed_values.h"
#include "kiosk/flow/words.h"

namespace anteroom::flow {
namespace {

using form::AnswerValue;
using form::ItemDefinition;
using form::UnknownReason;

Choice make_choice(std::string id, Text label, bool selected = false) {
  Choice choice;
  choice.id = std::move(id);
  choice.label = std::move(label);
  choice.selected = selected;
  return choice;
}

bool contains(const std::vector<std::string>& codes, const std::string& code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// "Dull: a steady ache" is an answer with a plain helper; the colon is the form's own way to give
/// one.
void label_option(Choice& choice, const std::string& words) {
  const auto colon = words.find(": ");
  choice.label = Text(words.substr(0, colon));
  if (colon == std::string::npos) return;
  std::string helper = words.substr(colon + 2);
  helper[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(helper[0])));
  choice.helper = Text(std::move(helper));
}

std::vector<Choice> boolean_choices(const Scene& scene, const std::vector<std::string>& chosen) {
  return {make_choice("option:true", say(Word::yes, scene.language), contains(chosen, "true")),
          make_choice("option:false", say(Word::no, scene.language), contains(chosen, "false"))};
}

/// Every real answer that is offered now.
std::vector<Choice> item_choices(const Scene& scene, const ItemDefinition& item,
                                 const std::string& path) {
  const std::vector<std::string> chosen = chosen_codes(*scene.form, path);
  if (item.type == form::ItemType::boolean) return boolean_choices(scene, chosen);
  std::vector<Choice> choices;
  for (const form::Option& option : scene.form->offered_options(path)) {
    if (option.unknown != UnknownReason::none) continue;
    Choice choice =
        make_choice("option:" + option.code, Text::none(), contains(chosen, option.code));
    label_option(
        choice,
        scene.form->definition().option_text(item.link_id, option.code, scene.language).text);
    choice.exclusive = option.exclusive;
    choices.push_back(std::move(choice));
  }
  return choices;
}

/// Cuts a long list: the last place of each part is the "More answers" button, which goes round.
void cut_choices(Page& page, const Scene& scene, const Draft& draft) {
  const int total = static_cast<int>(page.choices.size());
  const int room = std::max(2, scene.options_per_page);
  if (total <= room) return;
  const int step = room - 1;
  page.page_count = (total + step - 1) / step;
  page.page_index = draft.more % page.page_count;
  const int begin = page.page_index * step;
  const int end = std::min(total, begin + step);
  page.choices = std::vector<Choice>(page.choices.begin() + begin, page.choices.begin() + end);
  const std::string here = std::to_string(page.page_index + 1),
                    count = std::to_string(page.page_count);
  page.extra.push_back(Button{say(Word::more_answers, scene.language, {here, count}),
                              {ActionKind::more, "more:next", {}}});
}

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
    page.choices.push_back(make_choice("option:" + code, Text(code), contains(chosen, code)));
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

Field one_field(const Page& page, const char* id, Field::Kind kind, std::string value) {
  Field field;
  field.id = id;
  field.kind = kind;
  field.value = std::move(value);
  for (const Mistake& wrong : page.mistakes) {
    if (wrong.target != field.id) continue;
    field.mistake = true;
    field.message = wrong.words;
  }
  return field;
}

void add_text(Page& page, const Scene& scene, const ItemDefinition& item,
              const std::string& value) {
  const bool long_text = item.type == form::ItemType::text;
  Field field =
      one_field(page, "field:text", long_text ? Field::Kind::multiline : Field::Kind::text, value);
  field.max_length = item.max_length.value_or(0);
  if (field.max_length > 0) {
    const int left = std::max(0, field.max_length - letters_in(value));
    page.counter_help =
        say(Word::own_words_counter, scene.language, {std::to_string(field.max_length)});
    page.counter = say(Word::letters_left, scene.language, {std::to_string(left)});
  }
  page.keyboard = letter_keys(scene.language);
  if (!long_text) page.keyboard.new_line = Text::none();
  page.fields = {std::move(field)};
  page.focus = "field:text";
}

void add_number(Page& page, const Scene& scene, const ItemDefinition& item,
                const std::string& value) {
  Field field = one_field(page, "field:number", Field::Kind::number, value);
  field.unit = unit_beside(scene.form->definition(), item, scene.language);
  page.keyboard = digit_keys(scene.language, 1);
  if (item.type == form::ItemType::time) {
    page.keyboard.rows.back() = ":0";
    if (page.helper.empty()) page.helper = say(Word::time_helper, scene.language);
  } else if (item.type != form::ItemType::integer) {
    page.keyboard.rows.back() = ".0";
  }
  page.fields = {std::move(field)};
  page.focus = "field:number";
}

void add_date(Page& page, const Scene& scene, const std::string& path, const Draft& draft) {
  const DateParts parts = draft.date.value_or(parts_of(typed_answer(*scene.form, path)));
  page.fields = date_fields(parts, page.mistakes, scene.language);
  page.keyboard = digit_keys(scene.language, 3);
  page.focus = page.fields.front().id;
  const std::chrono::year_month_day far{std::chrono::year(2200), std::chrono::January,
                                        std::chrono::day(1)};
  const DateCheck check = check_date(parts, DateRange::any, far, scene.language);
  page.readback = date_in_words(check.iso, scene.language);
}

/// The last answer of an open choice: words of one's own, shown when there are some.
void add_own_answer(Page& page, const Scene& scene, const std::string& path) {
  const std::string words = own_words(*scene.form, path);
  Choice own = make_choice("option:" + std::string(kOwnAnswer),
                           say(Word::own_answer, scene.language), !words.empty());
  if (!words.empty()) own.helper = Text(words);
  page.choices.push_back(std::move(own));
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
      return add_number(page, scene, item, typed());
    case PageKind::date:
      return add_date(page, scene, path, draft);
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
      page.multiple = item.repeats;
      page.choices = item_choices(scene, item, path);
      if (item.type == form::ItemType::open_choice) add_own_answer(page, scene, path);
      if (page.multiple && page.helper.empty()) page.helper = say(Word::choose_all, scene.language);
      cut_choices(page, scene, draft);
  }
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
  page.notes.push_back(info(say(Word::ask_everyone, scene.language)));
  return page;
}

}  // namespace

TitleWords split_question(std::string_view text) {
  const auto mark = text.find("? ");
  if (mark == std::string_view::npos) return {std::string(text), {}};
  return {std::string(text.substr(0, mark + 1)), std::string(text.substr(mark + 2))};
}

Row question_row(const Scene& scene, const std::string& path) {
  const ItemDefinition* item = scene.form->definition().find(link_id_of(path));
  Row row;
  row.link_id = path;
  if (item == nullptr) return row;
  row.question = Text(scene.form->definition().item_text(item->link_id, scene.language).text);
  row.choices = item_choices(scene, *item, path);
  for (Choice& choice : row.choices)
    choice.id = "row:" + path + ":" + choice.id.substr(choice.id.find(':') + 1);
  const bool unsure = scene.form->unknown_reason(path) == UnknownReason::asked_unknown;
  row.choices.push_back(
      make_choice("row:" + path + ":asked-unknown", say(Word::not_sure, scene.language), unsure));
  return row;
}

Page question_page(const Scene& scene, const PagePlan& plan, const Draft& draft) {
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

int letters_in(std::string_view text) {
  int count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) == 0x80U) continue;  // a continuation byte
    const bool combining = (byte == 0xCC || (byte == 0xCD && i + 1 < text.size() &&
                                             static_cast<unsigned char>(text[i + 1]) < 0xB0));
    if (!combining) ++count;
  }
  return count;
}

Keyboard letter_keys(std::string_view language) {
  Keyboard keyboard;
  keyboard.kind = Keyboard::Kind::letters;
  keyboard.rows = {"1234567890", "qwertyuiop",
                   language.starts_with("es") ? "asdfghjklñ" : "asdfghjkl", "zxcvbnm"};
  keyboard.accents = "áéíóúüñç¿¡'-";
  keyboard.accents_label = Text(std::string(words(Word::key_accents, language)),
                                std::string(words(Word::key_accents_spoken, language)));
  keyboard.space = say(Word::key_space, language);
  keyboard.new_line = say(Word::key_new_line, language);
  keyboard.erase = Text({}, std::string(words(Word::key_delete, language)));
  keyboard.shift = Text({}, std::string(words(Word::key_shift, language)));
  return keyboard;
}

Keyboard digit_keys(std::string_view language, std::size_t boxes) {
  Keyboard keyboard;
  keyboard.kind = Keyboard::Kind::digits;
  keyboard.rows = {"123", "456", "789", "0"};
  if (boxes > 1) {
    keyboard.next_box = say(Word::key_next_box, language);
  } else {
    keyboard.clear = say(Word::key_clear, language);
  }
  keyboard.erase = Text({}, std::string(words(Word::key_delete, language)));
  return keyboard;
}

}  // namespace anteroom::flow
