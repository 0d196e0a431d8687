// Native controls that paint themselves: wxButton, wxToggleButton, wxStaticText, wxTextCtrl with
// the GTK draw signal answered by an Element's paint. Focus, keyboard, touch, accessible name and
// state stay native.
//
// A control's window is its element's box grown by 8 px: the focus ring lies outside the edge but
// inside the window, and rows 16 px apart have no dead strip between them.
#pragma once

#include <wx/button.h>
#include <wx/panel.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/tglbtn.h>

#include <functional>

#include "kiosk/ui/element.h"

namespace anteroom::ui {

inline constexpr double ring_room = 8;

/// Reference pixels to the panel's pixels, and what the controls ask of their panel.
struct Surface {
  double scale = 1;
  Theme theme;
  bool keys_in_use = false;  ///< the last input was a key: show the ring on buttons
};

[[nodiscard]] wxRect window_rect(const Box& box, double scale, double grow);

/// One control on the screen with the element it draws.
class PaintedControl {
 public:
  virtual ~PaintedControl() = default;
  PaintedControl(const PaintedControl&) = delete;
  PaintedControl& operator=(const PaintedControl&) = delete;
  [[nodiscard]] const Element& element() const { return element_; }
  [[nodiscard]] virtual wxWindow* window() = 0;
  /// Takes a new state of the same element: repaints, tells the accessibility tree.
  virtual void update(const Element& element);

 protected:
  PaintedControl(Element element, const Surface& surface)
      : element_(std::move(element)), surface_(&surface) {}
  /// Connects the draw signal of a native widget and sets the accessible role and name.
  void hook(wxWindow* window);
  void set_accessible(wxWindow* window);
  Element element_;
  const Surface* surface_;

 private:
  static int on_draw(void* widget, void* cairo, void* self);
};

class PaintedButton final : public wxButton, public PaintedControl {
 public:
  PaintedButton(wxWindow* parent, const Element& element, const Surface& surface);
  wxWindow* window() override { return this; }
  bool AcceptsFocusFromKeyboard() const override { return !element_.key; }
};

class PaintedToggle final : public wxToggleButton, public PaintedControl {
 public:
  PaintedToggle(wxWindow* parent, const Element& element, const Surface& surface);
  wxWindow* window() override { return this; }
  void update(const Element& element) override;
};

class PaintedText final : public wxStaticText, public PaintedControl {
 public:
  PaintedText(wxWindow* parent, const Element& element, const Surface& surface);
  wxWindow* window() override { return this; }
  void update(const Element& element) override;
};

/// The letters of a field; its box is painted by the panel below it.
class FieldText final : public wxTextCtrl, public PaintedControl {
 public:
  FieldText(wxWindow* parent, const Element& element, const Surface& surface);
  wxWindow* window() override { return this; }
  void update(const Element& element) override;
  /// The whole text, also while it is shown masked.
  [[nodiscard]] const std::string& value() const { return value_; }
  void apply(const KeyPress& key);
  /// A patient typed; the argument is the whole new text.
  std::function<void(const std::string& id, const std::string& text)> on_typed;
  std::function<void(const std::string& id)> on_focus;

 private:
  void show_value();
  void style();
  [[nodiscard]] bool hidden() const;
  std::string value_;
  bool focused_ = false;
};

}  // namespace anteroom::ui
