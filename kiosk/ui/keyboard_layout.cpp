// The on-screen keyboard and keypad. Keys never take the focus: the caret stays in its field.
#include <algorithm>
#include <string>
#include <vector>

#include "kiosk/ui/builder.h"

namespace anteroom::ui {
namespace {

std::vector<std::string> letters_of(const std::string& row) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < row.size();) {
    std::size_t length = 1;
    while (i + length < row.size() && (static_cast<unsigned char>(row[i + length]) & 0xC0) == 0x80)
      ++length;
    out.push_back(row.substr(i, length));
    i += length;
  }
  return out;
}

// Upper case for Latin letters of our keyboards (ASCII and Latin-1 Supplement).
std::string capital(const std::string& letter) {
  if (letter.size() == 1 && letter[0] >= 'a' && letter[0] <= 'z')
    return std::string(1, static_cast<char>(letter[0] - 32));
  const auto second = static_cast<unsigned char>(letter.size() == 2 ? letter[1] : 0);
  if (letter.size() == 2 && static_cast<unsigned char>(letter[0]) == 0xC3 && second >= 0xA0 &&
      second != 0xB7) {
    return {letter[0], static_cast<char>(second - 0x20)};
  }
  return letter;
}

struct Keys {
  Builder& b;
  double height = 96;

  void add(const std::string& id, const flow::Text& name, const Box& box, KeyPress press,
           KeySpec spec) const {
    Element& element =
        b.control(Role::button, "key:" + id, name, box, {}, paint_key(std::move(spec)));
    element.key = std::move(press);
  }
  void letter(const std::string& text, const Box& box) const {
    const std::string shown = b.state.capitals ? capital(text) : text;
    add(text, flow::Text(shown), box, {KeyPress::Kind::insert, shown}, {.label = shown});
  }
};

const std::vector<std::string>& default_rows() {
  static const std::vector<std::string> rows = {"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"};
  return rows;
}

// Letter rows; the last one has shift and delete at its ends.
void letter_rows(const Keys& keys, const Box& room, const std::vector<std::string>& rows,
                 double size) {
  const double each = (room.w - 9 * 16) / 10;
  const flow::Keyboard& words = keys.b.page.keyboard;
  double y = room.y;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::vector<std::string> letters = letters_of(rows[r]);
    if (r == 0 && keys.b.state.accents && !words.accents.empty()) {
      letters = letters_of(words.accents);
      if (letters.size() > 10) letters.resize(10);
    }
    const bool last = r + 1 == rows.size();
    const auto count = static_cast<double>(letters.size());
    double width = last ? std::min(each, (room.w - (count + 1) * 16 - 2 * 120) / count)
                        : std::max(each, (room.w - (count - 1) * 16) / std::max(count, 10.0));
    double x = room.x + (room.w - (count * width + (count - 1) * 16)) / 2;
    if (last) {
      const double side = (room.w - count * width - (count + 1) * 16) / 2;
      KeySpec shift{.icon = "shift", .look = KeyLook::function};
      keys.add("shift", words.shift, {room.x, y, side, size}, {KeyPress::Kind::shift, {}}, shift);
      keys.b.elements.back().selected = keys.b.state.capitals;
      x = room.x + side + 16;
      for (const std::string& letter : letters) {
        keys.letter(letter, {x, y, width, size});
        x += width + 16;
      }
      keys.add("erase", words.erase, {x, y, side, size}, {KeyPress::Kind::erase, {}},
               {.icon = "delete", .look = KeyLook::function});
    } else {
      for (const std::string& letter : letters) {
        keys.letter(letter, {x, y, width, size});
        x += width + 16;
      }
    }
    y += size + 16;
  }
}

void bottom_row(const Keys& keys, const Box& room, double size, const flow::Field& field) {
  const flow::Keyboard& words = keys.b.page.keyboard;
  const bool many = field.kind == flow::Field::Kind::multiline;
  struct Part {
    double share;
    std::string id;
    flow::Text name;
    KeyPress press;
    KeySpec spec;
  };
  std::vector<Part> parts;
  if (!words.accents.empty()) {
    parts.push_back(
        {1.6,
         "accents",
         words.accents_label,
         {KeyPress::Kind::accents, {}},
         {.label = words.accents_label.shown(), .look = KeyLook::function, .size = 26}});
  }
  const std::string first = many ? "," : "-", second = many ? "." : "'";
  parts.push_back({1, first, flow::Text(first), {KeyPress::Kind::insert, first}, {.label = first}});
  parts.push_back({4.6,
                   "space",
                   words.space,
                   {KeyPress::Kind::insert, " "},
                   {.label = words.space.shown(), .size = 26, .color = Token::ink_2}});
  parts.push_back(
      {1, second, flow::Text(second), {KeyPress::Kind::insert, second}, {.label = second}});
  if (many && !words.new_line.empty()) {
    parts.push_back({1.7,
                     "new-line",
                     words.new_line,
                     {KeyPress::Kind::insert, "\n"},
                     {.label = words.new_line.shown(), .look = KeyLook::function, .size = 26}});
  } else if (!words.next_box.empty()) {
    parts.push_back({1.9,
                     "next-box",
                     words.next_box,
                     {KeyPress::Kind::next_box, {}},
                     {.label = words.next_box.shown(), .look = KeyLook::act, .size = 26}});
  }
  double shares = 0;
  for (const Part& part : parts) shares += part.share;
  const double unit = (room.w - 16 * (static_cast<double>(parts.size()) - 1)) / shares;
  double x = room.x;
  const double y = room.bottom() - size;
  for (Part& part : parts) {
    keys.add(part.id, part.name, {x, y, unit * part.share, size}, part.press, part.spec);
    if (part.id == "accents") keys.b.elements.back().selected = keys.b.state.accents;
    x += unit * part.share + 16;
  }
}

double letter_keyboard(Builder& b, const Box& room, const flow::Field& field) {
  const std::vector<std::string>& given = b.page.keyboard.rows;
  const bool letters = b.page.keyboard.kind == flow::Keyboard::Kind::letters && !given.empty();
  const std::vector<std::string>& rows = letters ? given : default_rows();
  const auto count = static_cast<double>(rows.size() + 1);
  const double size =
      std::clamp((room.h - 16 * (count - 1)) / count, 64.0, b.portrait() ? 96.0 : 92.0);
  const Box board{room.x, room.bottom() - (size + 16) * count + 16, room.w,
                  (size + 16) * count - 16};
  const Keys keys{b, size};
  letter_rows(keys, board, rows, size);
  bottom_row(keys, board, size, field);
  return board.y;
}

double keypad(Builder& b, const Box& room) {
  const flow::Keyboard& words = b.page.keyboard;
  const double size = std::clamp((room.h - 48) / 4, 60.0, 104.0), width = (room.w - 32) / 3;
  const double top = room.bottom() - 4 * size - 48;
  const Keys keys{b, size};
  const auto at = [&](int column, int row) {
    return Box{room.x + column * (width + 16), top + row * (size + 16), width, size};
  };
  for (int i = 0; i < 9; ++i) {
    const std::string digit = std::to_string(i + 1);
    keys.add(digit, flow::Text(digit), at(i % 3, i / 3), {KeyPress::Kind::insert, digit},
             {.label = digit, .size = 44});
  }
  keys.add("erase", words.erase, at(0, 3), {KeyPress::Kind::erase, {}},
           {.icon = "delete", .look = KeyLook::function});
  keys.add("0", flow::Text("0"), at(1, 3), {KeyPress::Kind::insert, "0"},
           {.label = "0", .size = 44});
  // The point of a decimal or the colon of a time takes the place of Clear; erase stays.
  std::string mark = words.rows.empty() ? std::string{} : words.rows.back();
  std::erase(mark, '0');
  // Check-in has letters as well (the name): their last row is no mark.
  if (mark.size() == 1) {
    keys.add(mark, flow::Text(mark), at(2, 3), {KeyPress::Kind::insert, mark},
             {.label = mark, .size = 44});
  } else if (!words.next_box.empty()) {
    keys.add("next-box", words.next_box, at(2, 3), {KeyPress::Kind::next_box, {}},
             {.label = words.next_box.shown(), .look = KeyLook::act, .size = 30});
  } else if (!words.clear.empty()) {
    keys.add("clear", words.clear, at(2, 3), {KeyPress::Kind::clear, {}},
             {.label = words.clear.shown(), .look = KeyLook::function, .size = 30});
  }
  return top;
}

}  // namespace

double lay_out_keyboard(Builder& b, const Box& room, const flow::Field* field) {
  if (field == nullptr || b.page.keyboard.kind == flow::Keyboard::Kind::none) return room.bottom();
  if (field->kind == flow::Field::Kind::number) return keypad(b, room);
  return letter_keyboard(b, room, *field);
}

}  // namespace anteroom::ui
