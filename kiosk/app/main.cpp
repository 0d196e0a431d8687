// anteroom-kiosk [--state DIR] [--plugins DIR] [--language TAG] ... : see --help.
#include <cstdio>
#include <exception>

#include "kiosk/app/kiosk_app.h"

int main(int argc, char** argv) {
  try {
    const anteroom::app::ParsedOptions parsed = anteroom::app::parse_options(argc, argv);
    if (parsed.what == anteroom::app::Parsed::done) return 0;
    if (parsed.what != anteroom::app::Parsed::run) return 2;
    wxApp::SetInstance(new anteroom::app::KioskApp(parsed.options));
    int none = 1;  // our options are not GTK's
    return wxEntry(none, argv) == 0 ? 0 : 1;
  } catch (const std::exception&) {
    std::fprintf(stderr, "AR-K030\n");  // the code alone: an exception's words might hold an answer
    return 1;
  }
}
