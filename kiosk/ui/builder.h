// Shared by the layouts of the page kinds: the canvas, the theme, the frame every page has, and
// adding elements.
#pragma once

#include <string>
#include <utility>

#include "kiosk/ui/components.h"
#include "kiosk/ui/layout.h"
#include "kiosk/ui/picture.h"

namespace anteroom::ui {

class Builder {
 public:
  Builder(const flow::Page& page, Canvas canvas, const ViewState& state);

  const flow::Page& page;
  const Theme theme;
  const Canvas canvas;
  const ViewState& state;
  double margin = 64;
  Box content;  ///< where the answers go, after frame()

  /// Header, progress, title, mistakes, and the place of skip row, nav and help bar. Sets
  /// `content`.
  void frame();
  /// Like frame() without progress and title (welcome, urgent, done, idle).
  void bare_frame();
  /// Header and progress; the page sets its words itself.
  void frame_without_title();
  /// Skip row, nav, help bar, Stop: added last, so that they come last in keyboard order.
  void frame_controls();

  [[nodiscard]] bool portrait() const { return canvas.portrait(); }
  Element& decoration(const Box& box, Paint_fn paint);
  /// Words for a screen reader, painted at the box; returns their height.
  double words(const std::string& text, const TextStyle& style, double x, double y, double width);
  double words(const flow::Text& text, const TextStyle& style, double x, double y, double width);
  double heading(const flow::Text& text, const TextStyle& style, double x, double y, double width);
  Element& control(Role role, std::string id, const flow::Text& name, const Box& box,
                   flow::Action action, Paint_fn paint);
  Element& choice(const flow::Choice& choice, Role role, std::string group, const Box& box,
                  Paint_fn paint);
  Element& button(const flow::Button& button, const Box& box, ButtonSpec spec);
  [[nodiscard]] ButtonSpec spec(const flow::Text& label,
                                ButtonLook look = ButtonLook::outlined) const;
  [[nodiscard]] const flow::Button* extra(std::string_view id) const;
  /// "More answers" buttons at the foot of the content; shrinks it.
  void pager();
  /// A sand note with an icon; returns its height.
  double note(const flow::Note& note, const Box& room, std::string_view icon, double icon_size);
  [[nodiscard]] double note_height(const flow::Note& note, double width, double icon_size) const;

  PageLayout finish();
  std::vector<Element> elements;

 private:
  void header();
  void progress(double x, double y, double width);
  double title_block(double x, double y, double width, double room);
  [[nodiscard]] TextStyle title_that_fits(TextStyle style, double width, double room) const;
  double help_button(double x, double y, double width);
  double picture(double x, double y, double width, double room);
  double mistakes(double x, double y, double width);
  /// That the page is not in the patient's language; the height it takes with the gap below, 0
  /// without a notice.
  double notice(double x, double y, double width);
  [[nodiscard]] bool tight() const;  ///< large type for this canvas: what can go must go
  void skip_row();
  void nav();
  [[nodiscard]] double nav_type() const;
  void help_bar();
  [[nodiscard]] double help_top() const;
  [[nodiscard]] double nav_top() const;
  [[nodiscard]] double skip_top() const;
  [[nodiscard]] bool has_skip() const {
    return page.not_sure.has_value() || page.declined.has_value();
  }
  double side_width_ = 576, column_gap_ = 72;
  double under_title_ = 0;  ///< landscape: height that must stay free under the title
  friend void lay_out_scale(Builder& b);
  friend void lay_out_review(Builder& b);
  friend void lay_out_body_map(Builder& b);
  friend void lay_out_fields(Builder& b);
  friend void lay_out_search(Builder& b);
};

void lay_out_choices(Builder& b);
void lay_out_rows(Builder& b);
void lay_out_scale(Builder& b);
void lay_out_body_map(Builder& b);
void lay_out_fields(Builder& b);
void lay_out_review(Builder& b);
void lay_out_slider(Builder& b);
void lay_out_search(Builder& b);
void lay_out_entries(Builder& b);
void lay_out_reading(Builder& b);
void lay_out_welcome(Builder& b);
void lay_out_privacy(Builder& b);
void lay_out_reason(Builder& b);
void lay_out_urgent(Builder& b);
void lay_out_done(Builder& b);
void lay_out_idle(Builder& b);
void lay_out_message(Builder& b);
/// Entry to type in, on any page with a keyboard.
Element& field_box(Builder& b, const flow::Field& field, const Box& box, double size, int weight,
                   Align align);
/// "2 / 3" and an arrow, for what does not fit on one screen: the view's own paging.
void part_button(Builder& b, const Box& box, int part, int parts);
/// Less and more side by side, when the page has them.
void step_buttons(Builder& b, const Box& box);
/// Keyboard or keypad with its bottom edge at `bottom`; returns its top. 0 keys = `bottom`.
double lay_out_keyboard(Builder& b, const Box& room, const flow::Field* field);

}  // namespace anteroom::ui
