#include "kiosk/flow/choices.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "kiosk/flow/field_pages.h"
#include "kiosk/flow/item_details.h"
#include "kiosk/flow/locale_formats.h"
#include "kiosk/flow/typed_values.h"
#include "kiosk/flow/words.h"

namespace anteroom::flow {
namespace {

using form::ItemDefinition;
using form::UnknownReason;

/// Up to here "More answers" is quicker than typing.
constexpr std::size_t kMostPaged = 24;
constexpr std::size_t kLeastSearched = 9;

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

/// Cuts a long list: the last place of each part is the "More answers" button, which goes round.
void cut_choices(Page& page, const Scene& scene, const Draft& draft, int places) {
  const int total = static_cast<int>(page.choices.size());
  const int room = std::max(2, places);
  if (total <= room) return;
  const int step = room - 1;
  page.page_count = (total + step - 1) / step;
  page.page_index = draft.more % page.page_count;
  const int begin = page.page_index * step;
  const int end = std::min(total, begin + step);
  page.choices = std::vector<Choice>(page.choices.begin() + begin, page.choices.begin() + end);
  const std::string here = number_in_words(page.page_index + 1, scene.language),
                    count = number_in_words(page.page_count, scene.language);
  page.extra.push_back(Button{say(Word::more_answers, scene.language, {here, count}),
                              {ActionKind::more, "more:next", {}}});
}

/// The last answer of an open choice: words of one's own, shown when there are some.
void add_own_answer(Page& page, const Scene& scene, const ItemDefinition& item,
                    const std::string& path) {
  const std::string label = open_label(scene.form->definition(), item, scene.language);
  const std::string words = own_words(*scene.form, path);
  Choice own = make_choice("option:" + std::string(kOwnAnswer),
                           label.empty() ? say(Word::own_answer, scene.language) : Text(label),
                           !words.empty());
  if (!words.empty()) own.helper = Text(words);
  page.choices.push_back(std::move(own));
}

std::size_t real_options(const ItemDefinition& item) {
  return static_cast<std::size_t>(std::count_if(
      item.options.begin(), item.options.end(),
      [](const form::Option& option) { return option.unknown == UnknownReason::none; }));
}

}  // namespace

Choice make_choice(std::string id, Text label, bool selected) {
  Choice choice;
  choice.id = std::move(id);
  choice.label = std::move(label);
  choice.selected = selected;
  return choice;
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
    choice.media = option_picture(option);
    choices.push_back(std::move(choice));
  }
  return choices;
}

bool is_searched(const ItemDefinition& item) {
  const std::size_t count = real_options(item);
  const form::ItemControl control = item.more().control;
  const bool asked = control == form::ItemControl::autocomplete ||
                     control == form::ItemControl::drop_down ||
                     control == form::ItemControl::lookup;
  return asked ? count >= kLeastSearched : count > kMostPaged;
}

void add_choices(Page& page, const Scene& scene, const ItemDefinition& item,
                 const std::string& path, const Draft& draft) {
  page.multiple = item.repeats;
  page.choices = item_choices(scene, item, path);
  page.side_by_side = item.more().orientation == form::Orientation::horizontal;
  if (item.type == form::ItemType::open_choice) add_own_answer(page, scene, item, path);
  if (page.multiple && page.helper.empty()) page.helper = say(Word::choose_all, scene.language);
  cut_choices(page, scene, draft, scene.options_per_page);
}

void add_search(Page& page, const Scene& scene, const ItemDefinition& item, const std::string& path,
                const Draft& draft) {
  page.multiple = item.repeats;
  if (page.helper.empty()) page.helper = say(Word::search_helper, scene.language);
  std::vector<Choice> all = item_choices(scene, item, path);
  const std::string wanted = folded(draft.search);
  const auto fits = [&](const Choice& choice) {
    return folded(choice.label.shown()).find(wanted) != std::string::npos;
  };
  // What is chosen stays in sight, also when the letters typed do not fit it.
  for (const bool chosen : {true, false}) {
    for (Choice& choice : all) {
      if (choice.selected != chosen || (!chosen && !fits(choice))) continue;
      page.choices.push_back(std::move(choice));
    }
  }
  if (page.choices.empty()) {
    Note none;
    none.look = Note::Look::info;
    none.words = say(Word::search_none, scene.language);
    page.notes.push_back(std::move(none));
  }
  if (item.type == form::ItemType::open_choice) add_own_answer(page, scene, item, path);
  cut_choices(page, scene, draft, scene.search_places);
  Field field = one_field(page, "field:search", Field::Kind::text, draft.search);
  page.fields = {std::move(field)};
  page.keyboard = letter_keys(scene.language);
  page.keyboard.new_line = Text::none();
  page.focus = "field:search";
}

std::string folded(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, char>, 18> accents = {{{"á", 'a'},
                                                                                 {"à", 'a'},
                                                                                 {"â", 'a'},
                                                                                 {"ä", 'a'},
                                                                                 {"é", 'e'},
                                                                                 {"è", 'e'},
                                                                                 {"ê", 'e'},
                                                                                 {"í", 'i'},
                                                                                 {"ó", 'o'},
                                                                                 {"ö", 'o'},
                                                                                 {"ú", 'u'},
                                                                                 {"ü", 'u'},
                                                                                 {"ñ", 'n'},
                                                                                 {"ç", 'c'},
                                                                                 {"Á", 'a'},
                                                                                 {"É", 'e'},
                                                                                 {"Ó", 'o'},
                                                                                 {"Ñ", 'n'}}};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto accent = std::find_if(accents.begin(), accents.end(), [&](const auto& one) {
      return text.substr(i).starts_with(one.first);
    });
    if (accent != accents.end()) {
      out += accent->second;
      i += accent->first.size();
    } else {
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(text[i++])));
    }
  }
  return out;
}

}  // namespace anteroom::flow
