// The one window: borderless, at display size, never closed by a patient. Shows a flow::Visit's
// pages.
//
//   auto* frame = new KioskFrame({.scale = 1.0, .describe = ""});
//   frame->panel().on_action = ...;
//   frame->show_page(visit.page());
#pragma once

#include <wx/frame.h>

#include <string>

#include "kiosk/ui/page_panel.h"

namespace anteroom::ui {

struct FrameOptions {
  wxSize size;            ///< 0 x 0 = the display's
  double scale = 0;       ///< 0 = so that the reference width fits the display
  std::string describe;   ///< file for the test driver, "" none
  std::string banner;     ///< a line below every page, "" none
  int side = 0;           ///< pixels kept free right of the page, for another window
  bool closable = false;  ///< a window like any other, for authors
};

class KioskFrame final : public wxFrame {
 public:
  explicit KioskFrame(FrameOptions options);
  [[nodiscard]] PagePanel& panel() { return *panel_; }
  void show_page(const flow::Page& page) { panel_->show(page); }
  [[nodiscard]] wxRect side() const { return side_; }
  bool closing_allowed = false;  ///< set by the program before it ends

 private:
  void write_describe();
  int add_banner(wxSize size, double scale);
  FrameOptions options_;
  PagePanel* panel_ = nullptr;  ///< owned by the frame as a child window
  wxRect side_;
  long serial_ = 0;
};

}  // namespace anteroom::ui
