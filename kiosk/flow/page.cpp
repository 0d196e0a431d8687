// Reading order of a Page: the one list that speech says and that tests compare with what is drawn.
#include "kiosk/flow/page.h"

namespace anteroom::flow {
namespace {

class Reader {
 public:
  explicit Reader(std::vector<Text>& words) : words_(words) {}
  void add(const Text& text) {
    if (!text.empty()) words_.push_back(text);
  }
  void add(const std::optional<Button>& button) {
    if (button) add(button->label);
  }
  void add(const std::vector<Button>& buttons) {
    for (const Button& button : buttons) add(button.label);
  }
  void add(const Choice& choice) {
    add(choice.label);
    add(choice.helper);
  }
  void add(const Note& note) {
    add(note.title);
    add(note.words);
  }

 private:
  std::vector<Text>& words_;
};

void read_fields(Reader& reader, const Page& page) {
  bool titled = false;
  for (const Field& field : page.fields) {
    // The date boxes share one heading; it stands before the first of them.
    const bool date_box = field.kind == Field::Kind::number;
    if (date_box && !titled) {
      reader.add(page.fields_title);
      titled = true;
    }
    reader.add(field.label);
    if (!field.unit.empty()) reader.add(Text(field.unit));
    if (field.mistake) reader.add(field.message);
  }
  if (!titled) reader.add(page.fields_title);
  reader.add(page.readback);
  reader.add(page.counter_help);
  reader.add(page.counter);
}

void read_questions(Reader& reader, const Page& page) {
  for (const Row& row : page.rows) {
    reader.add(row.question);
    for (const Choice& choice : row.choices) reader.add(choice);
  }
  read_fields(reader, page);
  reader.add(page.scale_low);
  for (const Choice& choice : page.units) reader.add(choice);
  if (page.slider) reader.add(page.slider->value);
  for (const Choice& choice : page.choices) reader.add(choice);
  for (const Entry& entry : page.entries) {
    for (const Text* text :
         {&entry.number, &entry.words, &entry.open, &entry.change_word, &entry.remove_word})
      reader.add(*text);
  }
  reader.add(page.scale_high);
  reader.add(page.faces_title);
  reader.add(page.left_word);
  reader.add(page.right_word);
  for (const Region& region : page.regions) reader.add(region.label);
}

void read_review(Reader& reader, const Page& page) {
  for (const ReviewGroup& group : page.review) {
    reader.add(group.title);
    for (const ReviewLine& line : group.lines) {
      reader.add(line.question);
      reader.add(line.answer);
    }
    reader.add(group.change);
  }
}

void read_keyboard(Reader& reader, const Keyboard& keyboard) {
  reader.add(keyboard.accents_label);
  reader.add(keyboard.space);
  reader.add(keyboard.new_line);
  reader.add(keyboard.next_box);
  reader.add(keyboard.clear);
}

}  // namespace

std::vector<Text> words_of(const Page& page) {
  std::vector<Text> words;
  Reader reader(words);
  reader.add(page.clinic);
  reader.add(page.stop);
  reader.add(page.progress);
  reader.add(page.notice);
  reader.add(page.mistakes_title);
  for (const Mistake& mistake : page.mistakes) reader.add(mistake.words);
  reader.add(page.title);
  reader.add(page.helper);
  reader.add(page.seconds_word);
  if (page.picture) reader.add(page.picture->words);
  read_questions(reader, page);
  read_review(reader, page);
  for (const Note& note : page.notes) reader.add(note);
  reader.add(page.extra);
  read_keyboard(reader, page.keyboard);
  if (page.not_sure) reader.add(*page.not_sure);
  if (page.declined) reader.add(*page.declined);
  reader.add(page.back);
  reader.add(page.next);
  reader.add(page.help);
  return words;
}

}  // namespace anteroom::flow
