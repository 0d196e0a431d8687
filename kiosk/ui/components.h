// How each component looks: functions that return paints. Measures are those of the visual design's
// component table.
#pragma once

#include <string>

#include "kiosk/ui/element.h"
#include "kiosk/ui/picture.h"

namespace anteroom::ui {

enum class Marker : std::uint8_t { unset = 0, square, round };
enum class ButtonLook : std::uint8_t { unset = 0, outlined, quiet, filled, mistake };

/// Text styles by role at the theme's text size.
[[nodiscard]] TextStyle base_style(const Theme& theme);
[[nodiscard]] TextStyle hint_style(const Theme& theme);
[[nodiscard]] TextStyle label_style(const Theme& theme);
[[nodiscard]] TextStyle title_style(const Theme& theme);
[[nodiscard]] TextStyle heading_style(const Theme& theme);
[[nodiscard]] TextStyle field_label_style(const Theme& theme);

[[nodiscard]] Paint_fn paint_words(std::string words, TextStyle style);
[[nodiscard]] Paint_fn paint_panel(double radius, Token fill, Token border, double width);

struct AnswerLook {
  std::string label, helper;
  Marker marker = Marker::square;
  double marker_size = 48;
  double padding = 32;
  double gap = 24;
  TextStyle label_style;
  std::shared_ptr<const Bitmap> picture;  ///< at the end of the row
  double picture_size = 0;
  std::string marker_text;  ///< body list: the region's number while not chosen
};
[[nodiscard]] Paint_fn paint_answer(AnswerLook look, const Theme& theme);
/// Height that the answer's words need, with padding.
[[nodiscard]] double answer_height(const AnswerLook& look, const Theme& theme, double width);
/// Width left for words.
[[nodiscard]] double answer_words_width(const AnswerLook& look, double width);

struct ButtonSpec {
  std::string label, icon_before, icon_after;
  ButtonLook look = ButtonLook::outlined;
  TextStyle style;
  double icon = 40, icon_stroke = 3, padding = 32, gap = 16;
  bool spread = false;  ///< words at the start, icon at the end
};
[[nodiscard]] double button_width(const ButtonSpec& spec);
[[nodiscard]] Paint_fn paint_button(ButtonSpec spec);

/// Skip row and view switches: round marker, or a check before the words.
[[nodiscard]] Paint_fn paint_skip(std::string label, const Theme& theme);
[[nodiscard]] Paint_fn paint_segment(std::string label, double size);
[[nodiscard]] Paint_fn paint_help(std::string label, std::string icon, bool staff,
                                  const Theme& theme);
[[nodiscard]] Paint_fn paint_number(std::string number);
[[nodiscard]] Paint_fn paint_face(std::string number, double drawing);
/// A square marker where several may be chosen.
[[nodiscard]] Paint_fn paint_card(std::string label, std::string helper, std::string picture,
                                  double tile, Marker marker, const Theme& theme);

enum class KeyLook : std::uint8_t { unset = 0, plain, function, act };
struct KeySpec {
  std::string label = {}, icon = {};
  KeyLook look = KeyLook::plain;
  double size = 36;
  Token color = Token::unset;
};
[[nodiscard]] Paint_fn paint_key(KeySpec spec);

enum class FieldLook : std::uint8_t { unset = 0, normal, mistake };
[[nodiscard]] Paint_fn paint_field(FieldLook look);

}  // namespace anteroom::ui
