// Window size, and the things a kiosk window must not do.
#include "kiosk/ui/kiosk_frame.h"

#include <gtk/gtk.h>
#include <wx/display.h>
#include <wx/stattext.h>

#include <algorithm>

#include "kiosk/ui/describe.h"

namespace anteroom::ui {
namespace {

double fitting_scale(wxSize size) {
  const double long_side = std::max(size.x, size.y), short_side = std::min(size.x, size.y);
  return std::min(short_side / 1080, long_side / 1920);
}

}  // namespace

KioskFrame::KioskFrame(FrameOptions options) : options_(std::move(options)) {
  wxSize size = options_.size;
  if (size.x <= 0 || size.y <= 0) size = wxDisplay(0U).GetGeometry().GetSize();
  // No name of a person and no page stands in the title.
  const long style = options_.closable ? wxDEFAULT_FRAME_STYLE : wxBORDER_NONE | wxFRAME_NO_TASKBAR;
  Create(nullptr, wxID_ANY, "Anteroom", wxPoint(0, 0), size, style);
  closing_allowed = options_.closable;
  SetSize(0, 0, size.x + options_.side, size.y);
  side_ = wxRect(size.x, 0, options_.side, size.y);
  const double scale = options_.scale > 0 ? options_.scale : fitting_scale(size);
  // Below the page, so that what is on it stands where it always stands.
  if (!options_.banner.empty()) size.y -= add_banner(size, scale);
  panel_ = new PagePanel(this, size, scale);
  panel_->SetSize(0, 0, size.x, size.y);
  panel_->on_shown = [this] { write_describe(); };
  Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent& event) {
    if (!closing_allowed && event.CanVeto()) {
      event.Veto();
    } else {
      event.Skip();
    }
  });
  // Without a window manager nothing gives the keyboard to a new window.
  g_signal_connect(GetHandle(), "map-event",
                   G_CALLBACK(+[](GtkWidget* widget, GdkEvent*, gpointer) -> gboolean {
                     gdk_window_focus(gtk_widget_get_window(widget), GDK_CURRENT_TIME);
                     return FALSE;
                   }),
                   nullptr);
}

int KioskFrame::add_banner(wxSize size, double scale) {
  const int height = std::max(20, static_cast<int>(34 * scale));
  auto* strip = new wxPanel(this, wxID_ANY, wxPoint(0, size.y - height), wxSize(size.x, height));
  strip->SetBackgroundColour(wxColour(0x7A, 0x1F, 0x1F));
  auto* words = new wxStaticText(strip, wxID_ANY, wxString::FromUTF8(options_.banner),
                                 wxPoint(0, height / 8), wxSize(size.x, height * 3 / 4),
                                 wxALIGN_CENTRE_HORIZONTAL | wxST_NO_AUTORESIZE);
  words->SetForegroundColour(*wxWHITE);
  words->SetFont(wxFont(wxFontInfo(wxSize(0, std::max(10, height * 6 / 10)))));
  return height;
}

void KioskFrame::write_describe() {
  if (options_.describe.empty()) return;
  ++serial_;
  // After the paint that this drawing asks for, so that a driver never taps an older screen.
  CallAfter([this, serial = serial_] {
    panel_->Update();
    // A driver that cannot read the file says so itself: nothing to do about it here.
    (void)write_description(options_.describe,
                            describe(panel_->page(), panel_->layout(), panel_->scale(), serial));
  });
}

}  // namespace anteroom::ui
