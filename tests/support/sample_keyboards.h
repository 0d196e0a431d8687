// The keyboards of the sample pages: letters, and digits with or without a next box.
#pragma once

#include <string>
#include <utility>

#include "kiosk/flow/page.h"

namespace anteroom::flow::samples {

inline Keyboard letters() {
  Keyboard keyboard;
  keyboard.kind = Keyboard::Kind::letters;
  keyboard.rows = {"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"};
  keyboard.accents = "áéíóúüñ¿¡";
  keyboard.accents_label = Text("áéñ", "Letters with accents");
  keyboard.space = Text("space");
  keyboard.new_line = Text("New line");
  keyboard.erase = Text("", "Delete");
  keyboard.shift = Text("", "Capital letters");
  return keyboard;
}

inline Keyboard digits(std::string next_box) {
  Keyboard keyboard;
  keyboard.kind = Keyboard::Kind::digits;
  keyboard.rows = {"123", "456", "789", "0"};
  keyboard.next_box = Text(std::move(next_box));
  keyboard.erase = Text("", "Delete");
  return keyboard;
}

}  // namespace anteroom::flow::samples
