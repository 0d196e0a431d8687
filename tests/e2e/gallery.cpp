// gallery_driver BIN BUNDLES WORK SCREENS [WIDTH HEIGHT TEXT-PERCENT]: the real kiosk with the
// control gallery, by pointer and keys, with a picture of every page. Answers go in by touch; every
// fourth page is left by keys alone, with the focus ring in the picture.
#include <signal.h>

#include <cstdio>
#include <exception>
#include <set>

#include "tests/e2e/kiosk_driver.h"

namespace {

using namespace anteroom::e2e;

constexpr std::size_t kPlain = 5, kWithShape = 8;

class GalleryPatient {
 public:
  GalleryPatient(KioskDriver& kiosk, std::string screens)
      : kiosk_(kiosk), screens_(std::move(screens)) {}

  void visit() {
    check_in();
    for (int pages = 0; pages < 160 && screen().kind != "review"; ++pages) {
      picture("");
      const bool keys = pages % 4 == 1 && screen().find("key:1") == nullptr;
      if (keys && screen().kind != "entries") {
        leave_by_keys();
      } else {
        fill();
        leave();
      }
    }
    if (screen().kind != "review") throw std::runtime_error("the review never came");
    picture("");
    kiosk_.tap("continue");
    picture("");
  }
  [[nodiscard]] int count() const { return count_; }

 private:
  [[nodiscard]] Screen screen() const { return kiosk_.screen(); }

  void picture(const std::string& what) {
    std::string name = screen().key + (what.empty() ? "" : "-" + what);
    for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '-';
    char file[64];
    std::snprintf(file, sizeof file, "/%03d-", ++count_);
    kiosk_.screenshot(screens_ + file + name + ".png");
  }

  void type_into(const char* field, const std::string& text) {
    kiosk_.press(field);
    kiosk_.type(text);
  }

  void check_in() {
    kiosk_.tap("continue");
    kiosk_.tap("unknown:not-sure");
    kiosk_.tap("continue");
    kiosk_.tap("option:yes");
    kiosk_.tap("continue");
    kiosk_.tap("option:control-gallery");
    kiosk_.tap("continue");
  }

  /// One touch or some letters on each kind of page, and what more there is to see on it.
  void fill() {
    const Screen now = screen();
    if (now.kind == "text" && !now.key.ends_with("url")) type_into("field:text", "Made up words");
    if (now.kind == "number") {
      type_into("field:number", now.key.ends_with("num-time") ? "2230" : "2");
      kiosk_.tap_if_shown("unit:1");
      kiosk_.tap_if_shown("number:more");
    }
    if (now.kind == "date") type_into("field:year", "2019");
    if (now.kind == "search") type_into("field:search", "be");
    if (now.kind == "slider") {
      kiosk_.tap("map:option:35");
      kiosk_.tap("number:more");
    }
    if (now.kind == "entries") return entries();
    std::set<std::string> rows;
    for (const Control& control : screen().controls) {
      const bool answer = control.id.starts_with("option:") && rows.empty();
      const std::string row = control.id.substr(0, control.id.rfind(':'));
      const bool first = control.id.starts_with("row:") && !rows.contains(row);
      if (!answer && !first) continue;
      kiosk_.tap(control.id);
      rows.insert(answer ? std::string("answered") : row);
    }
    if (now.kind != "reading") picture("filled");
    if (kiosk_.tap_if_shown("help:show")) {
      picture("help");
      kiosk_.tap("back");
    }
  }

  void entries() {
    if (added_ || !screen().key.ends_with("/med")) return;
    added_ = true;
    kiosk_.tap("entry:add");
    while (screen().kind != "entries" || !screen().key.ends_with("/med")) {
      if (screen().kind == "text") type_into("field:text", "Another made up medicine");
      leave();
    }
    picture("two");
    kiosk_.tap("entry:remove:2");
    picture("remove");
    kiosk_.tap("keep-entry");
  }

  /// A safety page asks once; an urgent one is told to staff.
  void leave() {
    const std::string here = screen().key;
    for (int tries = 0; tries < 3 && screen().key == here; ++tries)
      kiosk_.tap(screen().kind == "urgent" ? "told-staff" : "continue");
  }

  /// Tab to the first control, then on to Continue, then the space bar: no pointer at all.
  void leave_by_keys() {
    const Screen now = screen();
    int stops = 0;
    for (const Control& control : now.controls) {
      const bool stop = !control.id.starts_with("key:") && control.role != "map" &&
                        control.role != "region" && control.role != "text";
      stops += stop ? 1 : 0;
      if (control.id == "continue") break;
    }
    kiosk_.key("Tab");
    picture("focus");
    for (int i = 1; i < stops; ++i) kiosk_.key("Tab");
    const Screen next = kiosk_.key_and_wait("space");
    if (next.key == now.key && next.kind == now.kind) leave();  // it asks once, or is no way on yet
  }

  KioskDriver& kiosk_;
  std::string screens_;
  int count_ = 0;
  bool added_ = false;
};

int run(const std::vector<std::string>& arguments) {
  DriverOptions options;
  options.binary_directory = arguments[1];
  options.plugins = arguments[2];
  options.work_directory = arguments[3];
  options.extra = {"--language", "en", "--languages", "en"};
  if (arguments.size() == kWithShape) {
    options.width = std::stoi(arguments[5]);
    options.height = std::stoi(arguments[6]);
    options.extra.insert(options.extra.end(), {"--text-scale", arguments[7]});
  }
  KioskDriver kiosk(options);
  kiosk.start();
  GalleryPatient patient(kiosk, arguments[4]);
  try {
    patient.visit();
  } catch (const std::exception&) {
    kiosk.screenshot(arguments[4] + "/failed.png");
    throw;
  }
  kiosk.kill_kiosk(SIGTERM);
  std::printf("  %d pictures\n", patient.count());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return run_driver({argv, argv + argc}, {kPlain, kWithShape},
                    "usage: gallery_driver BIN BUNDLES WORK SCREENS [WIDTH HEIGHT TEXT-PERCENT]",
                    run);
}
