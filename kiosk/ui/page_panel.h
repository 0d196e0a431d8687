// The panel that shows one page: makes controls from the layout, keeps them while the page only
// changes state, and turns what a person does into flow::Action.
//
//   PagePanel panel(frame, 1.0);
//   panel.on_action = [&](const flow::Action& action) { visit.act(action);
//   panel.show(visit.page()); }; panel.show(visit.page());
//
// UI thread only. on_action may call show() again.
#pragma once

#include <wx/panel.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/ui/controls.h"
#include "kiosk/ui/hit_guard.h"
#include "kiosk/ui/layout.h"

namespace anteroom::ui {

class PagePanel final : public wxPanel {
 public:
  /// `scale`: the panel's pixels a reference pixel.
  PagePanel(wxWindow* parent, wxSize size, double scale);
  ~PagePanel() override;

  void show(const flow::Page& page);
  [[nodiscard]] const PageLayout& layout() const { return layout_; }
  [[nodiscard]] const std::vector<PaintedControl*>& controls() const { return controls_; }
  [[nodiscard]] const flow::Page& page() const { return page_; }
  [[nodiscard]] double scale() const { return surface_.scale; }

  std::function<void(const flow::Action&)> on_action;
  std::function<void()> on_shown;  ///< after each drawing (also of the same page)

  /// The panel's steady clock in milliseconds; tests replace it.
  std::function<std::int64_t()> milliseconds;

 private:
  enum class Repaint : std::uint8_t { unset = 0, all, changed, fresh };
  void lay_out_again(Repaint repaint = Repaint::all);
  void rebuild(Repaint repaint);
  void refresh(Repaint repaint);
  [[nodiscard]] bool same_controls(const PageLayout& next) const;
  void make(const Element& element);
  void bind(PaintedControl& control);
  void use(const Element& element);
  void press_key(const KeyPress& key);
  void use_point(const wxPoint& at);
  void move_by_tab(int by);
  [[nodiscard]] std::string typing_field() const;
  void focus_first();
  void focus_on(const std::string& id);
  void move_in_group(int by);
  void on_char_hook(wxKeyEvent& event);
  void on_paint(wxPaintEvent& event);
  [[nodiscard]] PaintedControl* focused_control() const;
  [[nodiscard]] FieldText* field(const std::string& id) const;

  Surface surface_;
  flow::Page page_;
  PageLayout layout_;
  ViewState state_;
  HitGuard guard_;
  std::vector<PaintedControl*> controls_;  ///< owned by their windows
  bool updating_ = false;
};

}  // namespace anteroom::ui
