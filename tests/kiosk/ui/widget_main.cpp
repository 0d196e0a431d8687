// ui_widget_check: the sample pages in real GTK controls. Run under Xvfb (see CMakeLists.txt).
// Prints what is wrong and exits 1. Separate from the GoogleTest program because GTK needs a
// display to start at all.
#include <gtk/gtk.h>
#include <wx/app.h>
#include <wx/uiaction.h>

#include <cstdio>
#include <string>

#include "kiosk/ui/kiosk_frame.h"
#include "tests/support/sample_pages.h"

namespace {

using namespace anteroom;

int failures = 0;

void expect(bool holds, const std::string& what, const std::string& where) {
  if (holds) return;
  ++failures;
  std::printf("FAILED %s: %s\n", where.c_str(), what.c_str());
}

void pump() {
  for (int i = 0; i < 50; ++i) {
    while (gtk_events_pending() != 0) gtk_main_iteration();
    wxTheApp->ProcessPendingEvents();
    wxTheApp->ProcessIdle();  // deletes the windows of the page before
  }
}

const char* accessible_name(wxWindow* window) {
  AtkObject* object = gtk_widget_get_accessible(static_cast<GtkWidget*>(window->GetHandle()));
  const char* name = object == nullptr ? nullptr : atk_object_get_name(object);
  return name == nullptr ? "" : name;
}

AtkRole accessible_role(wxWindow* window) {
  return atk_object_get_role(
      gtk_widget_get_accessible(static_cast<GtkWidget*>(window->GetHandle())));
}

class Check final : public wxApp {
 public:
  bool OnInit() override {
    frame_ = new ui::KioskFrame({.size = wxSize(1080, 1920), .scale = 1.0, .describe = {}});
    frame_->Show();
    CallAfter([this] { run(); });
    return true;
  }

 private:
  void run() {
    for (const flow::Page& page : flow::samples::all()) check_page(page);
    check_toggle();
    check_guard();
    check_typing();
    check_keys();
    frame_->closing_allowed = true;
    frame_->Close(true);
  }

  void check_page(const flow::Page& page) {
    frame_->show_page(page);
    pump();
    std::size_t expected = 0;
    for (const ui::Element& element : frame_->panel().layout().elements) {
      expected += element.role == ui::Role::decoration || element.role == ui::Role::map ? 0 : 1;
    }
    expect(frame_->panel().controls().size() == expected, "number of controls", page.key);
    for (ui::PaintedControl* control : frame_->panel().controls()) {
      const ui::Element& element = control->element();
      wxWindow* const window = control->window();
      const double grow = element.is_pressable() ? ui::ring_room : 0;
      const ui::Box box = element.role == ui::Role::field ? element.field->text_box : element.box;
      const wxRect wanted = ui::window_rect(box, 1.0, grow);
      expect(window->GetRect() == wanted,
             element.id + element.name + " is not where the layout put it", page.key);
      GtkAllocation got;
      gtk_widget_get_allocation(static_cast<GtkWidget*>(window->GetHandle()), &got);
      expect(got.width == wanted.width && got.height == wanted.height,
             element.id + " has another allocation", page.key);
      if (element.is_control() && !element.key && element.role != ui::Role::field) {
        expect(element.name == accessible_name(window), element.id + " has no accessible name",
               page.key);
      }
      if (element.role == ui::Role::radio)
        expect(accessible_role(window) == ATK_ROLE_RADIO_BUTTON, element.id + " role", page.key);
      if (element.role == ui::Role::check_box)
        expect(accessible_role(window) == ATK_ROLE_CHECK_BOX, element.id + " role", page.key);
      if (element.role == ui::Role::heading)
        expect(accessible_role(window) == ATK_ROLE_HEADING, "heading role", page.key);
    }
  }

  ui::PaintedControl* control(const std::string& id) {
    for (ui::PaintedControl* one : frame_->panel().controls()) {
      if (one->element().id == id) return one;
    }
    expect(false, "no control " + id, frame_->panel().page().key);
    return nullptr;
  }

  void click(const std::string& id) {
    ui::PaintedControl* one = control(id);
    if (one == nullptr) return;
    auto* button = GTK_BUTTON(static_cast<GtkWidget*>(one->window()->GetHandle()));
    gtk_button_clicked(button);
    pump();
  }

  void check_toggle() {
    std::int64_t now = 10000;
    frame_->panel().milliseconds = [&now] { return now; };
    flow::Page page = flow::samples::one_of();
    std::vector<std::string> seen;
    frame_->panel().on_action = [&](const flow::Action& action) { seen.push_back(action.id); };
    frame_->show_page(page);
    pump();
    now += 1000;
    click("option:d1-7");
    expect(seen == std::vector<std::string>{"option:d1-7"}, "one touch, one action", "one_of");
    ui::PaintedControl* one = control("option:d1-7");
    auto* toggle = one == nullptr ? nullptr : dynamic_cast<ui::PaintedToggle*>(one);
    expect(toggle != nullptr && !toggle->GetValue(), "the page decides what is chosen", "one_of");
    page.choices[1].selected = true;
    frame_->show_page(page);
    pump();
    expect(control("option:d1-7") == one, "a new state keeps the controls", "one_of");
    expect(toggle != nullptr && toggle->GetValue(), "chosen after the page says so", "one_of");
  }

  void check_guard() {
    std::int64_t now = 100000;
    frame_->panel().milliseconds = [&now] { return now; };
    int count = 0;
    frame_->panel().on_action = [&](const flow::Action&) { ++count; };
    frame_->show_page(flow::samples::yes_no());
    pump();
    now += 50;
    click("option:yes");
    expect(count == 0, "a tap 50 ms after a page change counts", "guard");
    now += 100;
    click("option:yes");
    now += 300;
    click("option:yes");
    expect(count == 1, "a second tap within 400 ms counts", "guard");
    now += 401;
    click("option:yes");
    expect(count == 2, "a tap after 400 ms does not count", "guard");
  }

  void check_typing() {
    std::int64_t now = 1000000;
    frame_->panel().milliseconds = [&now] { return now; };
    flow::Page page = flow::samples::check_in();
    page.focus = "field:given";
    page.fields[0].value = "";
    std::string typed;
    frame_->panel().on_action = [&](const flow::Action& action) {
      if (action.kind == flow::ActionKind::type_text && action.id == "field:given")
        typed = action.value;
      page.fields[0].value = typed;
      frame_->show_page(page);
    };
    frame_->show_page(page);
    pump();
    for (const char* key : {"key:shift", "key:m", "key:a", "key:a"}) {
      now += 500;
      click(key);
    }
    expect(typed == "Maa", "on-screen keys type into the field, got '" + typed + "'", "typing");
    now += 500;
    click("key:erase");
    expect(typed == "Ma", "delete removes one letter", "typing");
    auto* field = dynamic_cast<ui::FieldText*>(control("field:given"));
    now += 500;
    control("field:family")->window()->SetFocus();
    pump();
    field = dynamic_cast<ui::FieldText*>(control("field:given"));
    expect(field != nullptr && field->GetValue() == wxString::FromUTF8("M•"),
           "the name is hidden when left", "typing");
  }

  void check_keys() {
    frame_->show_page(flow::samples::many_of());
    frame_->panel().on_action = [](const flow::Action&) {};
    pump();
    std::size_t reached = 0, wanted = 0;
    for (ui::PaintedControl* one : frame_->panel().controls()) {
      if (!one->element().is_pressable()) continue;
      ++wanted;
      one->window()->SetFocus();
      pump();
      reached += wxWindow::FindFocus() == one->window() ? 1 : 0;
    }
    expect(reached == wanted, "every control takes the focus", "keys");
  }

  ui::KioskFrame* frame_ = nullptr;
};

}  // namespace

int main(int argc, char** argv) {
  wxApp::SetInstance(new Check);
  wxEntry(argc, argv);
  std::printf("%d failures\n", failures);
  return failures == 0 ? 0 : 1;
}
