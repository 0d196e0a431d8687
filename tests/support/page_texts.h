// Every drawn Text of a Page, gathered field by field and independently of words_of(): the other
// side of the test.
#pragma once

#include <set>
#include <string>

#include "kiosk/flow/page.h"

namespace anteroom::flow::support {

inline std::multiset<std::string> visible_texts(const Page& p) {
  std::multiset<std::string> seen;
  const auto see = [&seen](const Text& text) {
    if (!text.shown().empty()) seen.insert(text.shown());
  };
  for (const Text* text : {&p.clinic,
                           &p.progress,
                           &p.notice,
                           &p.title,
                           &p.helper,
                           &p.mistakes_title,
                           &p.left_word,
                           &p.right_word,
                           &p.scale_low,
                           &p.scale_high,
                           &p.faces_title,
                           &p.readback,
                           &p.fields_title,
                           &p.counter_help,
                           &p.counter,
                           &p.seconds_word,
                           &p.keyboard.accents_label,
                           &p.keyboard.next_box,
                           &p.keyboard.clear,
                           &p.keyboard.space,
                           &p.keyboard.new_line}) {
    see(*text);
  }
  for (const Mistake& mistake : p.mistakes) see(mistake.words);
  const auto see_choice = [&see](const Choice& choice) {
    see(choice.label);
    see(choice.helper);
  };
  for (const Choice& choice : p.choices) see_choice(choice);
  for (const Choice& unit : p.units) see_choice(unit);
  if (p.slider) see(p.slider->value);
  if (p.picture) see(p.picture->words);
  for (const Entry& entry : p.entries) {
    see(entry.number);
    see(entry.words);
    see(entry.open);
    see(entry.change_word);
    see(entry.remove_word);
  }
  for (const Row& row : p.rows) {
    see(row.question);
    for (const Choice& choice : row.choices) see_choice(choice);
  }
  for (const Field& field : p.fields) {
    see(field.label);
    if (!field.unit.empty()) seen.insert(field.unit);
    if (field.mistake) see(field.message);
  }
  for (const Region& region : p.regions) see(region.label);
  for (const ReviewGroup& group : p.review) {
    see(group.title);
    see(group.change);
    for (const ReviewLine& line : group.lines) {
      see(line.question);
      see(line.answer);
    }
  }
  for (const Note& note : p.notes) {
    see(note.title);
    see(note.words);
  }
  for (const auto* choice : {&p.not_sure, &p.declined}) {
    if (*choice) see_choice(**choice);
  }
  for (const auto* button : {&p.back, &p.next, &p.stop}) {
    if (*button) see((*button)->label);
  }
  for (const auto* buttons : {&p.help, &p.extra}) {
    for (const Button& button : *buttons) see(button.label);
  }
  return seen;
}

}  // namespace anteroom::flow::support
