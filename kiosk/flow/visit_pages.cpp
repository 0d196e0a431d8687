// The pages of a visit that need the intake: a planned question, the open questions, Review.
#include <algorithm>

#include "kiosk/flow/entries.h"
#include "kiosk/flow/field_pages.h"
#include "kiosk/flow/locale_formats.h"
#include "kiosk/flow/page_language.h"
#include "kiosk/flow/visit_state.h"

namespace anteroom::flow {
namespace {

constexpr std::string_view kAnswerOnItsPage = "answer";

/// Where the bar stands: position among the pages of one step, the step's shell page included.
double fraction_in_step(const std::vector<PagePlan>& plan, std::size_t here, int step) {
  double before = 0, all = 0;
  for (std::size_t i = 0; i < plan.size(); ++i) {
    if (std::max(plan[i].step, 2) != step) continue;
    all += 1;
    if (i < here) before += 1;
  }
  const double shell = step == 2 ? 1 : 0;
  return (before + shell + 0.5) / (all + shell + 0.5);
}

ReviewLine line(Text question, Text answer, bool gap) {
  ReviewLine made;
  made.question = std::move(question);
  made.answer = std::move(answer);
  made.gap = gap;
  return made;
}

ReviewGroup group(int step, std::string_view language) {
  ReviewGroup made;
  made.title = say(step_word(step), language);  // the first two are the same in every visit
  made.change_id = "change:" + std::to_string(step);
  return made;
}

/// Row and choices under another name: "row:<name>:<code>".
void name_row(Row& row, const std::string& name) {
  if (row.link_id == name) return;
  for (Choice& choice : row.choices)
    choice.id = "row:" + name + choice.id.substr(choice.id.rfind(':'));
  row.link_id = name;
}

/// "M••••": what others may see of a name.
std::string hidden_name(const std::string& name) {
  if (name.empty()) return {};
  std::size_t first = 1;
  while (first < name.size() && (static_cast<unsigned char>(name[first]) & 0xC0U) == 0x80U) ++first;
  std::string out = name.substr(0, first);
  for (int i = 1; i < letters_in(name); ++i) out += "•";
  return out;
}

ReviewGroup about_you(const intake::Patient& patient, std::string_view language) {
  ReviewGroup made = group(1, language);
  const std::string name = hidden_name(patient.given) + " " + hidden_name(patient.family);
  const Text no_answer = say(Word::not_answered, language);
  const bool nameless = name == " ";
  made.lines.push_back(
      line(say(Word::name_label, language),
           nameless ? no_answer : Text(name, std::string(words(Word::name_hidden, language))),
           nameless));
  const Text birth = date_in_words(patient.birth_date, language);
  made.lines.push_back(
      line(say(Word::birth_date, language), birth.empty() ? no_answer : birth, birth.empty()));
  return made;
}

}  // namespace

/// Pages over the visit and the kiosk's own are in every language on offer; a page of questions is
/// in the patient's language as a whole, or in its form's.
std::string Visit::State::language_to_show() const {
  const bool asks = over == Over::none || over == Over::help || over == Over::remove_entry;
  if (idle || !asks) return language;
  if (place == Place::reason) return language_of_reasons(services.catalogue, language);
  if (!intake) return language;
  if (place == Place::question) {
    const form::Form* form = intake->form(current.plugin);
    return form != nullptr ? language_of_plan(*form, current, language) : language;
  }
  std::map<std::string, std::vector<std::string>> shown;  // by plugin
  if (place == Place::open_questions) {
    for (const intake::ItemRef& item : open_items) shown[item.plugin].push_back(item.path);
  } else if (place == Place::review) {
    for (const std::string& plugin : intake->chosen()) {
      if (const form::Form* form = intake->form(plugin)) shown[plugin] = form->enabled_paths();
    }
  }
  for (const auto& [plugin, paths] : shown) {
    const form::Form* form = intake->form(plugin);
    if (form == nullptr) continue;
    if (std::string found = language_of_paths(*form, paths, language); found != language)
      return found;
  }
  return language;
}

void Visit::State::rebuild() {
  shown_language = language_to_show();
  page = build();
  if (shown_language == language) return;
  page.notice = Text(std::string(words(Word::untranslated_title, language)) + ". " +
                     std::string(words(Word::untranslated_helper, language)));
  page.notice_language = language;
}

Scene Visit::State::scene(const std::string& plugin) const {
  const plugin::Bundle* bundle = intake->bundle(plugin);
  return Scene{intake->form(plugin),
               shown_language,
               bundle != nullptr ? std::string_view(bundle->body_map_svg()) : "",
               config.options_per_page,
               text_scale >= 125 ? 2 : 3,  // entries: a panel is higher than a row
               config.search_places,
               stories.empty() ? std::string() : title_of(plugin)};
}

Page Visit::State::plan_page() const {
  const auto found = drafts.find(current.key);
  Page made = question_page(scene(current.plugin), current,
                            found != drafts.end() ? found->second : Draft{});
  const Shell words_of_shell = shell();
  dress(made, words_of_shell);
  // The reason page (step 2) comes before any question, so the bar never goes back to "About you".
  const int step = std::max(current.step, 2);
  add_progress(made, words_of_shell, step, fraction_in_step(plan, index_in_plan(), step));
  title_mistakes(made, shown_language);
  return made;
}

Page Visit::State::open_questions_page() const {
  Page made = shell_page(shell(), PageKind::open_questions, "open-questions", Word::open_title,
                         Word::open_helper);
  add_progress(made, shell(), shell().last_step(), 0.25);
  add_skip_row(made, shown_language);
  const std::size_t room = static_cast<std::size_t>(rows());
  const std::size_t parts = std::max<std::size_t>(1, (open_items.size() + room - 1) / room);
  const std::size_t part = static_cast<std::size_t>(open_part) % parts;
  for (std::size_t i = part * room; i < std::min(open_items.size(), (part + 1) * room); ++i) {
    const intake::ItemRef& item = open_items[i];
    const Scene its_scene = scene(item.plugin);
    Row row = question_row(its_scene, item.path);
    PagePlan place_of_item;
    place_of_item.entry = entry_of(item.path);
    if (own_question(item)) place_of_item.names = PagePlan::Names::condition;
    if (const Text entry = entry_context(its_scene, place_of_item); !entry.empty())
      row.question = Text(entry.shown() + " " + row.question.shown());
    const form::ItemDefinition* definition =
        its_scene.form->definition().find(link_id_of(item.path));
    if (definition != nullptr && !is_yes_no(*definition)) {
      // Longer answers do not fit a row: the row leads to the question's own page.
      Choice go;
      go.id = "row:" + item.path + ":" + std::string(kAnswerOnItsPage);
      go.label = say(Word::answer_button, shown_language);
      go.selected = answered(*its_scene.form, item.path);
      row.choices = {go};
    }
    name_row(row, row_name(item));
    made.rows.push_back(std::move(row));
  }
  made.page_index = static_cast<int>(part);
  made.page_count = static_cast<int>(parts);
  if (parts > 1) {
    const std::string here = number_in_words(static_cast<int>(part) + 1, shown_language),
                      count = number_in_words(static_cast<int>(parts), shown_language);
    made.extra.push_back(Button{say(Word::more_answers, shown_language, {here, count}),
                                {ActionKind::more, "more:next", {}}});
  }
  return made;
}

Page Visit::State::review_page() const {
  std::vector<ReviewGroup> groups = {about_you(intake->patient(), shown_language)};
  ReviewGroup visit_group = group(2, shown_language);
  for (const std::string& plugin : stories.empty() ? intake->chosen() : stories) {
    const Word word = visit_group.lines.empty() ? Word::main_reason : Word::other_reason;
    visit_group.lines.push_back(line(say(word, shown_language), Text(title_of(plugin)), false));
  }
  groups.push_back(std::move(visit_group));
  for (const std::string& plugin : intake->chosen()) {
    const form::Form* form = intake->form(plugin);
    if (form == nullptr) continue;
    for (ReviewGroup& one : review_groups(*form, shown_language, review_scope(plugin)))
      groups.push_back(std::move(one));
  }
  Page made =
      shell_page(shell(), PageKind::review, "review", Word::review_title, Word::review_helper);
  add_progress(made, shell(), shell().last_step(), 0.5);
  made.review = merge_groups(std::move(groups), shown_language);
  made.next = button(Word::send_button, shown_language, ActionKind::next, "continue");
  return made;
}

}  // namespace anteroom::flow
