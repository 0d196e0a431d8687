// The GTK side: draw signal, accessible roles, the text control's look.
#include "kiosk/ui/controls.h"

#include <gtk/gtk.h>

#include <cmath>

namespace anteroom::ui {
namespace {

GtkWidget* widget_of(wxWindow* window) {
  return static_cast<GtkWidget*>(window->GetHandle());
}

wxString text_of(const std::string& utf8) {
  return wxString::FromUTF8(utf8.c_str(), utf8.size());
}

std::string utf8_of(const wxString& text) {
  const wxScopedCharBuffer bytes = text.utf8_str();
  return {bytes.data(), bytes.length()};
}

AtkRole accessible_role(Role role) {
  switch (role) {
    case Role::heading:
      return ATK_ROLE_HEADING;
    case Role::check_box:
      return ATK_ROLE_CHECK_BOX;
    case Role::radio:
      return ATK_ROLE_RADIO_BUTTON;
    case Role::button:
      return ATK_ROLE_PUSH_BUTTON;
    default:
      return ATK_ROLE_INVALID;
  }
}

std::string hex(Color color) {
  char text[16];
  std::snprintf(text, sizeof text, "#%02X%02X%02X", static_cast<int>(std::lround(color.red * 255)),
                static_cast<int>(std::lround(color.green * 255)),
                static_cast<int>(std::lround(color.blue * 255)));
  return text;
}

void add_css(GtkWidget* widget, const std::string& css) {
  GtkCssProvider* provider = gtk_css_provider_new();
  gtk_css_provider_load_from_data(provider, css.c_str(), static_cast<gssize>(css.size()), nullptr);
  gtk_style_context_add_provider(gtk_widget_get_style_context(widget), GTK_STYLE_PROVIDER(provider),
                                 GTK_STYLE_PROVIDER_PRIORITY_USER + 10);
  g_object_unref(provider);
}

// The painted size is the allocation we ask for: the theme's minimum sizes and paddings must not
// grow it.
void strip_native_look(GtkWidget* widget) {
  static GtkCssProvider* const provider = [] {
    GtkCssProvider* made =
        gtk_css_provider_new();  // one for all controls: parsing it fifty times a page is slow
    gtk_css_provider_load_from_data(
        made,
        "* { padding: 0; margin: 0; border-width: 0; min-width: 0; min-height: 0; "
        "outline-width: 0; background: none; box-shadow: none; transition: none; }",
        -1, nullptr);
    return made;
  }();
  gtk_style_context_add_provider(gtk_widget_get_style_context(widget), GTK_STYLE_PROVIDER(provider),
                                 GTK_STYLE_PROVIDER_PRIORITY_USER + 10);
}

}  // namespace

wxRect window_rect(const Box& box, double scale, double grow) {
  const int left = static_cast<int>(std::lround((box.x - grow) * scale)),
            top = static_cast<int>(std::lround((box.y - grow) * scale));
  const int right = static_cast<int>(std::lround((box.right() + grow) * scale));
  const int bottom = static_cast<int>(std::lround((box.bottom() + grow) * scale));
  return {left, top, right - left, bottom - top};
}

int PaintedControl::on_draw(void* widget, void* cairo, void* self) {
  auto* const control = static_cast<PaintedControl*>(self);
  auto* const context = static_cast<cairo_t*>(cairo);
  const GtkStateFlags flags = gtk_widget_get_state_flags(static_cast<GtkWidget*>(widget));
  Look look;
  look.pressed = (flags & GTK_STATE_FLAG_ACTIVE) != 0;
  look.selected = control->element_.selected;
  look.focus_ring =
      control->surface_->keys_in_use && gtk_widget_has_focus(static_cast<GtkWidget*>(widget));
  cairo_save(context);
  const double scale = control->surface_->scale;
  const Box& box = control->element_.box;
  const double grow = control->element_.is_pressable() ? ring_room : 0;
  cairo_scale(context, scale, scale);
  cairo_translate(context, -(box.x - grow), -(box.y - grow));
  Painter painter(context, control->surface_->theme);
  if (control->element_.paint) control->element_.paint(painter, box, look);
  cairo_restore(context);
  return TRUE;
}

void PaintedControl::hook(wxWindow* window) {
  GtkWidget* const widget = widget_of(window);
  strip_native_look(widget);
  g_signal_connect(widget, "draw",
                   G_CALLBACK(+[](GtkWidget* w, cairo_t* c, gpointer self) -> gboolean {
                     return on_draw(w, c, self);
                   }),
                   this);
  set_accessible(window);
}

void PaintedControl::set_accessible(wxWindow* window) {
  AtkObject* const accessible = gtk_widget_get_accessible(widget_of(window));
  if (accessible == nullptr) return;
  atk_object_set_name(accessible, element_.name.c_str());
  const AtkRole role = accessible_role(element_.role);
  if (role != ATK_ROLE_INVALID) atk_object_set_role(accessible, role);
}

void PaintedControl::update(const Element& element) {
  const bool renamed = element.name != element_.name;
  element_ = element;
  if (renamed) set_accessible(window());
  gtk_widget_queue_draw(widget_of(window()));
}

PaintedButton::PaintedButton(wxWindow* parent, const Element& element, const Surface& surface)
    : PaintedControl(element, surface) {
  const wxRect rect = window_rect(element.box, surface.scale, ring_room);
  Create(parent, wxID_ANY, "x", rect.GetPosition(), rect.GetSize(), wxBORDER_NONE | wxBU_EXACTFIT);
  SetMinSize(rect.GetSize());
  SetSize(rect);
  hook(this);
  if (element.key) {
    gtk_widget_set_focus_on_click(widget_of(this), FALSE);
    gtk_widget_set_can_focus(widget_of(this), FALSE);
  }
}

PaintedToggle::PaintedToggle(wxWindow* parent, const Element& element, const Surface& surface)
    : PaintedControl(element, surface) {
  const wxRect rect = window_rect(element.box, surface.scale, ring_room);
  Create(parent, wxID_ANY, "x", rect.GetPosition(), rect.GetSize(), wxBORDER_NONE | wxBU_EXACTFIT);
  SetMinSize(rect.GetSize());
  SetSize(rect);
  SetValue(element.selected);
  hook(this);
}

void PaintedToggle::update(const Element& element) {
  if (GetValue() != element.selected) SetValue(element.selected);
  PaintedControl::update(element);
}

PaintedText::PaintedText(wxWindow* parent, const Element& element, const Surface& surface)
    : PaintedControl(element, surface) {
  const wxRect rect = window_rect(element.box, surface.scale, 0);
  Create(parent, wxID_ANY, text_of(element.name), rect.GetPosition(), rect.GetSize(),
         wxST_NO_AUTORESIZE);
  SetMinSize(rect.GetSize());
  SetSize(rect);
  hook(this);
}

void PaintedText::update(const Element& element) {
  if (element.name != element_.name) SetLabel(text_of(element.name));
  if (element.box != element_.box) SetSize(window_rect(element.box, surface_->scale, 0));
  PaintedControl::update(element);
}

FieldText::FieldText(wxWindow* parent, const Element& element, const Surface& surface)
    : PaintedControl(element, surface), value_(element.field->value) {
  const bool many = element.field->lines == FieldSpec::Lines::many;
  const wxRect rect = window_rect(element.field->text_box, surface.scale, 0);
  long flags = wxBORDER_NONE | wxTE_PROCESS_TAB;
  flags |= many ? wxTE_MULTILINE | wxTE_NO_VSCROLL : 0;
  Create(parent, wxID_ANY, wxEmptyString, rect.GetPosition(), rect.GetSize(), flags);
  SetMinSize(rect.GetSize());
  SetSize(rect);
  style();
  if (!many && element.field->max_length > 0)
    SetMaxLength(static_cast<unsigned long>(element.field->max_length));
  show_value();
  set_accessible(this);
  Bind(wxEVT_TEXT, [this](wxCommandEvent&) {
    if (hidden()) return;
    const std::string now = utf8_of(GetValue());
    if (now == value_) return;
    value_ = now;
    if (on_typed) on_typed(element_.id, value_);
  });
  Bind(wxEVT_SET_FOCUS, [this](wxFocusEvent& event) {
    focused_ = true;
    show_value();
    SetInsertionPointEnd();
    if (on_focus) on_focus(element_.id);
    event.Skip();
  });
  Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent& event) {
    focused_ = false;
    show_value();
    event.Skip();
  });
}

bool FieldText::hidden() const {
  return element_.field->masked && !focused_;
}

void FieldText::show_value() {
  const wxString wanted = text_of(hidden() ? masked(value_) : value_);
  if (GetValue() != wanted) ChangeValue(wanted);
}

void FieldText::style() {
  const FieldSpec& field = *element_.field;
  const Theme& theme = surface_->theme;
  const bool many = field.lines == FieldSpec::Lines::many;
  char font[160];
  std::snprintf(
      font, sizeof font,
      "font-family: Inter, \"Noto Sans\", sans-serif; font-size: %.1fpx; font-weight: %d;",
      field.size * surface_->scale, field.weight);
  const std::string colors = " color: " + hex(theme.color(Token::ink)) +
                             "; caret-color: " + hex(theme.color(Token::primary)) + ";";
  const std::string css =
      "* { " + std::string(font) + colors +
      " background: transparent; background-color: transparent; background-image: none; border: "
      "none; box-shadow: none; padding: 0; margin: 0; "
      "min-height: 0; min-width: 0; outline-width: 0; -GtkWidget-cursor-aspect-ratio: 0.1; } "
      "selection { background-color: " +
      hex(theme.color(Token::tint_2)) + "; color: " + hex(theme.color(Token::ink)) + "; }";
  GtkWidget* const widget = widget_of(this);
  add_css(widget, css);
  if (GTK_IS_ENTRY(widget)) {
    gtk_entry_set_has_frame(GTK_ENTRY(widget), FALSE);
    gtk_entry_set_alignment(GTK_ENTRY(widget), field.align == Align::center ? 0.5F : 0.0F);
  }
  if (many) {
    GtkWidget* const view = gtk_bin_get_child(GTK_BIN(widget));
    if (view != nullptr && GTK_IS_TEXT_VIEW(view)) {
      add_css(view, css);
      gtk_text_view_set_wrap_mode(GTK_TEXT_VIEW(view), GTK_WRAP_WORD_CHAR);
      const int extra = static_cast<int>(std::lround(field.size * 0.24 * surface_->scale));
      gtk_text_view_set_pixels_inside_wrap(GTK_TEXT_VIEW(view), extra);
      gtk_text_view_set_pixels_below_lines(GTK_TEXT_VIEW(view), extra);
      gtk_widget_set_name(view, element_.id.c_str());
      AtkObject* const accessible = gtk_widget_get_accessible(view);
      if (accessible != nullptr) atk_object_set_name(accessible, element_.name.c_str());
    }
  }
}

void FieldText::update(const Element& element) {
  element_ = element;
  // What the page says wins (a limit may have cut the text), but never under the caret when both
  // agree.
  if (element.field->value != value_) {
    value_ = element.field->value;
    show_value();
    if (focused_) SetInsertionPointEnd();
  } else {
    show_value();
  }
}

void FieldText::apply(const KeyPress& key) {
  switch (key.kind) {
    case KeyPress::Kind::insert: {
      const bool many = element_.field->lines == FieldSpec::Lines::many;
      if (!many && key.text == "\n") return;
      WriteText(text_of(key.text));
      break;
    }
    case KeyPress::Kind::erase: {
      GtkWidget* widget = widget_of(this);
      if (!GTK_IS_ENTRY(widget)) widget = gtk_bin_get_child(GTK_BIN(widget));
      g_signal_emit_by_name(widget, "backspace");  // steps by grapheme, as a real key does
      break;
    }
    case KeyPress::Kind::clear:
      SetValue(wxEmptyString);
      break;
    default:
      break;
  }
}

}  // namespace anteroom::ui
