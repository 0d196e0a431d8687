// Controls from the layout, focus, keys, and the dispatch of actions.
#include "kiosk/ui/page_panel.h"

#include <gtk/gtk.h>
#include <wx/app.h>
#include <wx/dcclient.h>
#include <wx/graphics.h>

#include <algorithm>
#include <cmath>

namespace anteroom::ui {
namespace {

std::int64_t steady_milliseconds() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

bool has_window(const Element& element) {
  return element.role != Role::decoration && element.role != Role::map &&
         element.role != Role::unset;
}

}  // namespace

PagePanel::PagePanel(wxWindow* parent, wxSize size, double scale)
    : milliseconds(steady_milliseconds) {
  SetBackgroundStyle(wxBG_STYLE_PAINT);
  Create(parent, wxID_ANY, wxPoint(0, 0), size, wxTAB_TRAVERSAL | wxBORDER_NONE);
  surface_.scale = scale;
  Bind(wxEVT_PAINT, &PagePanel::on_paint, this);
  Bind(wxEVT_CHAR_HOOK, &PagePanel::on_char_hook, this);
  // Action on release, and only when the finger is still on the picture.
  Bind(wxEVT_LEFT_UP, [this](wxMouseEvent& event) { use_point(event.GetPosition()); });
}

PagePanel::~PagePanel() = default;

void PagePanel::show(const flow::Page& page) {
  const bool changed = page.key != page_.key || page.kind != page_.kind ||
                       page.page_index != page_.page_index || page.language != page_.language;
  if (changed) {
    state_ = ViewState{};
    guard_.page_changed(milliseconds());
  }
  // A letter typed must not repaint forty keys: only what changed, while the same page takes
  // typing.
  const bool typing = !changed && !page.fields.empty() && page.high_contrast == page_.high_contrast;
  const bool other = page.key != page_.key || page.kind != page_.kind;
  page_ = page;
  lay_out_again(other ? Repaint::fresh : typing ? Repaint::changed : Repaint::all);
  if (changed) focus_first();
  if (on_shown) on_shown();
}

void PagePanel::lay_out_again(Repaint repaint) {
  const wxSize size = GetClientSize();
  PageLayout next = lay_out(page_, {size.x / surface_.scale, size.y / surface_.scale}, state_);
  // Another page with the same controls is still another page: a focus left on Continue would let a
  // second press of the space bar skip a question unseen.
  const bool same = repaint != Repaint::fresh && same_controls(next) &&
                    next.theme.contrast() == layout_.theme.contrast();
  layout_ = std::move(next);
  surface_.theme = layout_.theme;
  updating_ = true;
  if (same) {
    refresh(repaint);
  } else {
    rebuild(repaint);
  }
  updating_ = false;
}

bool PagePanel::same_controls(const PageLayout& next) const {
  std::size_t at = 0;
  for (const Element& element : next.elements) {
    if (!has_window(element)) continue;
    if (at >= controls_.size()) return false;
    const Element& now = controls_[at++]->element();
    if (now.id != element.id || now.role != element.role) return false;
    if (element.role != Role::text && now.box != element.box)
      return false;  // words may move, see PaintedText
  }
  return at == controls_.size();
}

void PagePanel::refresh(Repaint repaint) {
  std::size_t at = 0;
  for (const Element& element : layout_.elements) {
    if (!has_window(element)) continue;
    PaintedControl& control = *controls_[at++];
    const Element& now = control.element();
    const bool same = now.name == element.name && now.box == element.box &&
                      now.selected == element.selected && element.role != Role::field;
    if (repaint == Repaint::all || !same) control.update(element);
  }
  if (repaint == Repaint::all) Refresh();
}

void PagePanel::rebuild(Repaint repaint) {
  const PaintedControl* const before = focused_control();
  const std::string focused = before == nullptr ? std::string() : before->element().id;
  Freeze();
  controls_.clear();
  // Deleting the control whose event is being handled must wait until its handler has returned.
  for (wxWindow* child : wxWindowList(GetChildren())) {
    child->Hide();
    wxTheApp->ScheduleForDestruction(child);
  }
  for (const Element& element : layout_.elements) {
    if (has_window(element)) make(element);
  }
  Thaw();
  if (!focused.empty() && repaint != Repaint::fresh) focus_on(focused);
  Refresh();
}

void PagePanel::make(const Element& element) {
  PaintedControl* made = nullptr;
  switch (element.role) {
    case Role::button:
      made = new PaintedButton(this, element, surface_);
      break;
    case Role::check_box:
    case Role::radio:
      made = new PaintedToggle(this, element, surface_);
      break;
    case Role::field:
      made = new FieldText(this, element, surface_);
      break;
    default:
      made = new PaintedText(this, element, surface_);
      break;
  }
  controls_.push_back(made);
  bind(*made);
}

void PagePanel::bind(PaintedControl& control) {
  if (auto* button = dynamic_cast<PaintedButton*>(&control)) {
    button->Bind(wxEVT_BUTTON,
                 [this, button](wxCommandEvent&) { use(Element(button->element())); });
  } else if (auto* toggle = dynamic_cast<PaintedToggle*>(&control)) {
    toggle->Bind(wxEVT_TOGGLEBUTTON, [this, toggle](wxCommandEvent&) {
      toggle->SetValue(toggle->element().selected);  // the page decides what is chosen
      use(Element(toggle->element()));
    });
  } else if (auto* text = dynamic_cast<FieldText*>(&control)) {
    text->on_typed = [this](const std::string& id, const std::string& value) {
      if (!updating_ && on_action) on_action({flow::ActionKind::type_text, id, value});
    };
    text->on_focus = [this](const std::string& id) {
      if (updating_ || state_.focused == id) return;
      state_.focused = id;
      // The keyboard may change with the field: after this focus event has been handled.
      CallAfter([this] {
        lay_out_again();
        if (on_shown) on_shown();
      });
    };
  }
}

void PagePanel::use(const Element& element) {
  if (!guard_.accept(element.id, milliseconds(), element.key.has_value())) return;
  if (element.key) return press_key(*element.key);
  if (!element.jump.empty()) {
    focus_on(element.jump);
    return;
  }
  if (element.id == "review:next-part") {
    ++state_.review_page;
    lay_out_again();
    if (on_shown) on_shown();
    return;
  }
  if (element.action.kind != flow::ActionKind::unset && on_action) on_action(element.action);
}

std::string PagePanel::typing_field() const {
  if (!state_.focused.empty()) return state_.focused;
  if (!page_.focus.empty() || page_.fields.empty()) return page_.focus;
  return page_.fields.front().id;
}

void PagePanel::press_key(const KeyPress& key) {
  const std::string target = typing_field();
  FieldText* const text = field(target);
  switch (key.kind) {
    case KeyPress::Kind::shift:
      state_.capitals = !state_.capitals;
      break;
    case KeyPress::Kind::accents:
      state_.accents = !state_.accents;
      break;
    case KeyPress::Kind::next_box: {
      std::vector<std::string> ids;
      for (const flow::Field& one : page_.fields) ids.push_back(one.id);
      const auto it = std::find(ids.begin(), ids.end(), target);
      if (!ids.empty()) focus_on(it == ids.end() || it + 1 == ids.end() ? ids.front() : *(it + 1));
      return;
    }
    default:
      if (text == nullptr) return;
      if (!text->HasFocus()) text->SetFocus();
      text->apply(key);
      if (key.kind == KeyPress::Kind::insert && state_.capitals) {
        state_.capitals = false;  // one capital, as on a telephone
        break;
      }
      return;
  }
  lay_out_again();
  if (on_shown) on_shown();
}

// Exact region first; then the nearest within 24 px, because small regions are drawn smaller than a
// finger.
void PagePanel::use_point(const wxPoint& at) {
  const double x = at.x / surface_.scale, y = at.y / surface_.scale;
  for (const Element& element : layout_.elements) {
    if (element.role == Role::field && element.box.overlaps({x, y, 1, 1}))
      return focus_on(element.id);
    if (element.role != Role::map) continue;
    std::string hit;
    double nearest = 24;
    for (const MapRegion& region : element.regions) {
      if (contains(region.path, x, y)) {
        hit = region.id;
        break;
      }
      const Extent extent = extent_of(region.path);
      const double dx = std::max({extent.left - x, 0.0, x - extent.right}),
                   dy = std::max({extent.top - y, 0.0, y - extent.bottom});
      if (const double away = std::hypot(dx, dy); away < nearest) nearest = away, hit = region.id;
    }
    if (hit.empty() || !guard_.accept(hit, milliseconds(), false)) return;
    if (on_action) on_action({flow::ActionKind::choose, hit, {}});
    return;
  }
}

void PagePanel::focus_first() {
  surface_.keys_in_use = false;
  if (!page_.focus.empty() && field(page_.focus) != nullptr) {
    state_.focused = page_.focus;
    focus_on(page_.focus);
    return;
  }
  if (!page_.mistakes.empty()) {
    focus_on("mistake:0");
    return;
  }
  SetFocusIgnoringChildren();  // the title comes next by Tab: no answer is focused in advance
}

void PagePanel::focus_on(const std::string& id) {
  for (PaintedControl* control : controls_) {
    if (control->element().id != id || !control->element().is_control()) continue;
    control->window()->SetFocus();
    if (auto* const text = dynamic_cast<FieldText*>(control)) {
      state_.focused = id;
      text->SetInsertionPointEnd();  // GTK selects all on focus: the next letter would replace the
                                     // name
    }
    return;
  }
}

PaintedControl* PagePanel::focused_control() const {
  const wxWindow* const focus = FindFocus();
  for (PaintedControl* control : controls_) {
    if (control->window() == focus) return control;
  }
  return nullptr;
}

FieldText* PagePanel::field(const std::string& id) const {
  for (PaintedControl* control : controls_) {
    if (control->element().id == id) return dynamic_cast<FieldText*>(control);
  }
  return nullptr;
}

void PagePanel::move_in_group(int by) {
  PaintedControl* const now = focused_control();
  if (now == nullptr || now->element().group.empty()) return;
  std::vector<PaintedControl*> group;
  for (PaintedControl* control : controls_) {
    if (control->element().group == now->element().group) group.push_back(control);
  }
  const auto it = std::find(group.begin(), group.end(), now);
  const auto count = static_cast<int>(group.size());
  const int next = (static_cast<int>(it - group.begin()) + by + count) % count;
  group[static_cast<std::size_t>(next)]->window()->SetFocus();
}

// GTK would go by position and start at the header; the order is that of the layout: answers, skip
// row, Back, Continue, help bar, Stop and clear.
void PagePanel::move_by_tab(int by) {
  std::vector<PaintedControl*> stops;
  for (PaintedControl* control : controls_) {
    if (control->element().is_control() && !control->element().key) stops.push_back(control);
  }
  if (stops.empty()) return;
  const auto count = static_cast<int>(stops.size());
  const auto it = std::find(stops.begin(), stops.end(), focused_control());
  int next = it == stops.end() ? (by > 0 ? 0 : count - 1)
                               : (static_cast<int>(it - stops.begin()) + by + count) % count;
  stops[static_cast<std::size_t>(next)]->window()->SetFocus();
}

void PagePanel::on_char_hook(wxKeyEvent& event) {
  const int key = event.GetKeyCode();
  const auto* const focused = focused_control();
  const bool in_field = focused != nullptr && focused->element().role == Role::field;
  if (key == WXK_TAB ||
      (!in_field && (key == WXK_UP || key == WXK_DOWN || key == WXK_LEFT || key == WXK_RIGHT))) {
    if (!surface_.keys_in_use) {
      surface_.keys_in_use = true;
      Refresh();
    }
  }
  if (key == WXK_TAB) {
    move_by_tab(event.ShiftDown() ? -1 : 1);
    return;
  }
  if (key == WXK_ESCAPE) return;  // nothing closes by accident
  if (!in_field) {
    if (key == WXK_UP || key == WXK_LEFT) return move_in_group(-1);
    if (key == WXK_DOWN || key == WXK_RIGHT) return move_in_group(1);
  }
  event.Skip();
}

void PagePanel::on_paint(wxPaintEvent&) {
  wxPaintDC dc(this);
  std::unique_ptr<wxGraphicsContext> graphics(wxGraphicsContext::Create(dc));
  if (!graphics) return;
  auto* const cairo = static_cast<cairo_t*>(graphics->GetNativeContext());
  cairo_save(cairo);
  cairo_scale(cairo, surface_.scale, surface_.scale);
  Painter painter(cairo, surface_.theme);
  painter.fill({0, 0, layout_.canvas.width, layout_.canvas.height}, Token::paper);
  const auto* const focused = focused_control();
  for (const Element& element : layout_.elements) {
    if (!element.paint) continue;
    if (element.role == Role::field) {
      Look look;
      look.focus_ring = focused != nullptr && focused->element().id == element.id;
      look.selected = element.selected;
      element.paint(painter, element.box, look);
    } else if (!has_window(element)) {
      element.paint(painter, element.box,
                    {.pressed = false, .selected = element.selected, .focus_ring = false});
    }
  }
  cairo_restore(cairo);
}

}  // namespace anteroom::ui
