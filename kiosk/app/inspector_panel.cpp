#include "kiosk/app/inspector_panel.h"

#include <wx/settings.h>

namespace anteroom::app {
namespace {

wxTextAttr look_of(inspector::Mark mark) {
  switch (mark) {
    case inspector::Mark::here:
      return {wxColour(0x1B, 0x4F, 0x9C)};
    case inspector::Mark::off:
      return {wxColour(0x80, 0x80, 0x80)};
    case inspector::Mark::raised:
      return {wxColour(0xB0, 0x1B, 0x1B)};
    case inspector::Mark::open:
      return {wxColour(0x8A, 0x5A, 0x00)};
    case inspector::Mark::none:
      break;
  }
  return {wxColour(0x20, 0x20, 0x20)};
}

}  // namespace

InspectorPanel::InspectorPanel(wxWindow* parent, const wxRect& place)
    : wxPanel(parent, wxID_ANY, place.GetPosition(), place.GetSize()) {
  SetName("Inspector");
  text_ = new wxTextCtrl(this, wxID_ANY, wxString(), wxPoint(0, 0), place.GetSize(),
                         wxTE_MULTILINE | wxTE_READONLY | wxTE_RICH2 | wxTE_DONTWRAP);
  text_->SetFont(wxFont(wxFontInfo(9).Family(wxFONTFAMILY_TELETYPE)));
  text_->SetBackgroundColour(wxColour(0xFA, 0xFA, 0xF7));
}

void InspectorPanel::show(const inspector::Inspection& inspection) {
  std::string words = inspector::to_text(inspection);
  if (words == shown_) return;
  shown_ = std::move(words);
  const long from = text_->XYToPosition(0, text_->GetScrollPos(wxVERTICAL));
  text_->Freeze();
  write(inspection);
  text_->Thaw();
  text_->ShowPosition(std::max(0L, from));
}

/// Section by section and row by row, in the same words as to_text, each in its colour.
void InspectorPanel::write(const inspector::Inspection& inspection) {
  text_->Clear();
  wxFont bold = text_->GetFont();
  bold.MakeBold();
  for (const inspector::Section& section : inspection) {
    text_->SetDefaultStyle(wxTextAttr(wxColour(0x20, 0x20, 0x20), wxNullColour, bold));
    text_->AppendText(wxString::FromUTF8(section.title + "\n"));
    for (const inspector::Row& row : section.rows) {
      wxTextAttr look = look_of(row.mark);
      look.SetFont(text_->GetFont());
      text_->SetDefaultStyle(look);
      text_->AppendText(wxString::FromUTF8(inspector::to_text(row)));
    }
    text_->AppendText("\n");
  }
}

}  // namespace anteroom::app
