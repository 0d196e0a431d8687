// The inspector's half of the window: an author's view beside the page. Developers' builds only.
#pragma once

#include <wx/panel.h>
#include <wx/textctrl.h>

#include "kiosk/inspector/inspection.h"

namespace anteroom::app {

class InspectorPanel final : public wxPanel {
 public:
  InspectorPanel(wxWindow* parent, const wxRect& place);
  /// Keeps the place that is being read when only words changed.
  void show(const inspector::Inspection& inspection);

 private:
  void write(const inspector::Inspection& inspection);
  wxTextCtrl* text_ = nullptr;  ///< owned by the panel
  std::string shown_;
};

}  // namespace anteroom::app
