// One thing on the screen: where it is, what it means, how it is painted. The whole screen is a
// list of them in reading order, so layout is tested without a window and the widgets are made from
// the same list.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/flow/page.h"
#include "kiosk/ui/painter.h"

namespace anteroom::ui {

enum class Role : std::uint8_t {
  unset = 0,
  decoration,  ///< painted, no meaning of its own
  heading,     ///< the title
  text,        ///< words that a screen reader stops at
  button,
  check_box,
  radio,
  field,  ///< text entry
  map     ///< the body picture: touch only; the list beside it is its keyboard twin
};

/// What the widget knows at paint time.
struct Look {
  bool pressed = false;
  bool selected = false;
  bool focus_ring = false;
};

using Paint_fn = std::function<void(Painter&, const Box&, const Look&)>;

/// What a key of the on-screen keyboard does to the field that has the caret.
struct KeyPress {
  enum class Kind : std::uint8_t { unset = 0, insert, erase, clear, shift, accents, next_box };
  Kind kind = Kind::unset;
  std::string text;  ///< insert
};

struct FieldSpec {
  enum class Lines : std::uint8_t { unset = 0, one, many };
  Lines lines = Lines::one;
  std::string value;
  bool masked = false;  ///< all but the first letter hidden while the caret is elsewhere
  int max_length = 0;
  double size = 32;
  int weight = 400;
  Box text_box;  ///< where the letters stand, inside the element's box
  Align align = Align::start;
};

struct MapRegion {
  std::string id;
  Path path;  ///< in canvas coordinates
};

struct Element {
  std::string id;
  Role role = Role::unset;
  Box box;           ///< reference pixels on the canvas
  std::string name;  ///< accessible name; also speech
  bool selected = false;
  std::string group;  ///< arrows move inside a group
  flow::Action action;
  Paint_fn paint;
  std::optional<KeyPress> key;
  std::optional<FieldSpec> field;
  std::vector<MapRegion> regions;
  std::string jump;  ///< button that moves the focus to this id
  [[nodiscard]] bool is_control() const { return role >= Role::button; }
  /// Controls that a person touches to choose or go on (not the keys, not the picture).
  [[nodiscard]] bool is_pressable() const {
    return role == Role::button || role == Role::check_box || role == Role::radio;
  }
};

/// "Mara" -> "M•••".
[[nodiscard]] std::string masked(const std::string& value);

}  // namespace anteroom::ui
