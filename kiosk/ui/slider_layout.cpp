// Slider: the value large, a line to touch, its ends in words, and Less and More for keys and for
// hands that shake. Nothing is chosen until the line or a button was touched.
#include <fmt/format.h>

#include <algorithm>

#include "kiosk/ui/builder.h"

namespace anteroom::ui {
namespace {

/// One place to touch a stop, as high as the whole line.
MapRegion stop_region(const std::string& stop, double left, double right, const Box& track) {
  return {"option:" + stop,
          parse_path(
              fmt::format("M {:.1f} {:.1f} L {:.1f} {:.1f} L {:.1f} {:.1f} L {:.1f} {:.1f} Z", left,
                          track.y, right, track.y, right, track.bottom(), left, track.bottom()))};
}

/// Where a stop stands, from the middle of the first to the middle of the last.
double place_of(const Box& track, std::size_t stop, std::size_t stops) {
  const double inset = 40, room = track.w - 2 * inset;
  return track.x + inset + (stops < 2 ? 0 : room * static_cast<double>(stop) / (stops - 1.0));
}

Paint_fn paint_track(std::size_t stops, int at) {
  return [stops, at](Painter& painter, const Box& box, const Look&) {
    const double y = box.middle_y(), left = place_of(box, 0, stops),
                 right = place_of(box, stops - 1, stops);
    painter.box({left - 8, y - 8, right - left + 16, 16}, 8, Token::surface, Token::line_ui, 2);
    if (stops <= 21) {
      for (std::size_t i = 0; i < stops; ++i) {
        const double x = place_of(box, i, stops);
        painter.line(x, y + 20, x, y + 36, Token::line_ui, 3);
      }
    }
    if (at < 0) return;
    const double x = place_of(box, static_cast<std::size_t>(at), stops);
    painter.box({left - 8, y - 8, x - left + 16, 16}, 8, Token::primary, Token::unset, 0);
    painter.box({x - 36, y - 36, 72, 72}, 36, Token::tint, Token::primary, 6);
  };
}

}  // namespace

void step_buttons(Builder& b, const Box& box) {
  const flow::Button* const less = b.extra("number:less");
  const flow::Button* const more = b.extra("number:more");
  if (less == nullptr || more == nullptr) return;
  const double half = (box.w - 16) / 2;
  double type = b.theme.label();
  const auto look_of = [&](const flow::Button& one) {
    ButtonSpec look = b.spec(one.label);
    look.icon_before = &one == less ? "minus" : "plus";
    look.style.size = type, look.padding = 20;
    return look;
  };
  while (type > 26 && std::max(button_width(look_of(*less)), button_width(look_of(*more))) > half)
    type -= 1;
  for (const flow::Button* one : {less, more}) {
    Element& element = b.button(*one, {one == less ? box.x : box.x + half + 16, box.y, half, box.h},
                                look_of(*one));
    element.group = "steps";
    if (b.page.slider) element.name += ". " + b.page.slider->value.spoken();
  }
}

void lay_out_slider(Builder& b) {
  b.frame();
  if (!b.page.slider || b.page.slider->stops.empty()) return;
  const flow::Slider& slider = *b.page.slider;
  const std::size_t stops = slider.stops.size();
  TextStyle value{.size = slider.at < 0 ? b.theme.label() : 72,
                  .weight = 600,
                  .line = 1.25,
                  .color = slider.at < 0 ? Token::ink_2 : Token::ink,
                  .align = Align::center};
  double y = b.content.y + (b.portrait() ? 24 : 0);
  const double value_height = 96;
  const Measure size = measure(slider.value.shown(), value, b.content.w);
  b.words(slider.value, value, b.content.x, y + std::max(0.0, (value_height - size.height) / 2),
          b.content.w);
  y += std::max(value_height, size.height) + 16;
  const Box track{b.content.x, y, b.content.w, 120};
  Element& line =
      b.control(Role::map, "slider", b.page.title, track, {}, paint_track(stops, slider.at));
  for (std::size_t i = 0; i < stops; ++i) {
    const double here = place_of(track, i, stops);
    const double left = i == 0 ? track.x : (place_of(track, i - 1, stops) + here) / 2;
    const double right =
        i + 1 == stops ? track.right() : (place_of(track, i + 1, stops) + here) / 2;
    line.regions.push_back(stop_region(slider.stops[i], left, right, track));
  }
  y += track.h + 8;
  TextStyle end = base_style(b.theme);
  const double half = (b.content.w - 32) / 2;
  const double low = b.words(b.page.scale_low, end, b.content.x, y, half);
  end.align = Align::end;
  const double high = b.words(b.page.scale_high, end, b.content.x + half + 32, y, half);
  y += std::max(low, high) + 40;
  step_buttons(b, {b.content.x, y, b.content.w, 128});
}

}  // namespace anteroom::ui
