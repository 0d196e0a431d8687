// Window size, and the things a kiosk window must not do.
#include "kiosk/ui/kiosk_frame.h"

#include <gtk/gtk.h>
#include <wx/display.h>

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
  Create(nullptr, wxID_ANY, "Anteroom", wxPoint(0, 0), size, wxBORDER_NONE | wxFRAME_NO_TASKBAR);
  SetSize(0, 0, size.x, size.y);
  const double scale = options_.scale > 0 ? options_.scale : fitting_scale(size);
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
