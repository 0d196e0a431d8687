// Wiring, the timer, and the way out.
#include "kiosk/app/kiosk_app.h"

#include <signal.h>

#include <cstdio>
#include <exception>

#include "core/plugin/bundle.h"

namespace anteroom::app {
namespace {

volatile sig_atomic_t stop_flag = 0;

// Codes and places only: an error's text never holds a patient's answer, and still only the code is
// logged here.
void log_error(const Error& error) {
  std::fprintf(stderr, "%s %s\n", error.code.c_str(), error.pointer.c_str());
}

}  // namespace

void install_stop_signals() {
  struct sigaction action {};
  action.sa_handler = [](int) { stop_flag = 1; };
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
}

bool stop_requested() {
  return stop_flag != 0;
}

KioskApp::KioskApp(Options options) : options_(std::move(options)) {}
KioskApp::~KioskApp() = default;

Result<plugin::Catalogue> KioskApp::installed_plugins() const {
  if (options_.plugin_keys.empty()) return plugin::load_catalogue(options_.plugin_dirs);
  const Result<plugin::TrustedKeys> keys = plugin::TrustedKeys::read(options_.plugin_keys);
  if (!keys) return keys.error();
  return plugin::load_catalogue(options_.plugin_dirs, *keys, clock_->now());
}

Result<void> KioskApp::open() {
  if (options_.clock.empty()) {
    clock_ = std::make_unique<SystemClock>();
  } else {
    const Result<Instant> start = parse_instant(options_.clock);
    if (!start) return start.error();
    clock_ = std::make_unique<ShiftedClock>(*start - SystemClock().now());
  }
  store::StoreOptions where;
  where.directory = options_.state;
  where.key_file = options_.state + "/keys/device.key";
  where.clinic_public_key = options_.clinic_public_key;
  Result<std::unique_ptr<store::Store>> opened = store::Store::open(where, *clock_);
  if (!opened) return opened.error();
  store_ = std::move(*opened);

  const Result<plugin::Catalogue> found = installed_plugins();
  if (!found) return found.error();
  const plugin::Catalogue& catalogue = *found;
  for (const auto& [directory, errors] : catalogue.refused) {
    for (const Error& error : errors)
      std::fprintf(stderr, "%s: %s\n", directory.c_str(), error.to_string().c_str());
  }
  intake::Services services;
  services.store = store_.get();
  services.clock = clock_.get();
  services.catalogue = catalogue.bundles;
  services.host.host_path = options_.host;
  services.kiosk_id = options_.kiosk;
  services.clinic = options_.clinic;
  services.clinic_language = options_.clinic_language;
  services.destinations = options_.destinations;
  services.utc_offset_minutes = options_.utc_offset_minutes;
  flow::Config config;
  config.languages = options_.languages;
  config.text_scale = options_.text_scale;
  config.idle_after = std::chrono::seconds(options_.idle.idle);
  config.countdown = std::chrono::seconds(options_.idle.countdown);
  config.private_idle_after = std::chrono::seconds(options_.idle.private_idle);
  config.private_countdown = std::chrono::seconds(options_.idle.private_countdown);
  visit_ = std::make_unique<flow::Visit>(config, services);
  if (options_.resume) {
    const Result<bool> resumed = visit_->resume_draft();
    if (!resumed) log_error(resumed.error());
  }
  return {};
}

bool KioskApp::OnInit() {
  const Result<void> opened = open();
  if (!opened) {
    std::fprintf(stderr, "%s\n", opened.error().to_string().c_str());
    return false;
  }
  install_stop_signals();  // after GTK has set its own
  ui::FrameOptions frame;
  frame.size = wxSize(options_.width, options_.height);
  frame.describe = options_.describe;
  if (options_.pixels_per_mm > 0) frame.scale = options_.pixels_per_mm / ui::reference_px_per_mm;
  frame_ = new ui::KioskFrame(frame);
  frame_->panel().on_action = [this](const flow::Action& action) { act(action); };
  frame_->Show();
  frame_->Raise();
  show();
  timer_ = std::make_unique<wxTimer>();
  timer_->Bind(wxEVT_TIMER, [this](wxTimerEvent&) { on_timer(); });
  timer_->Start(100);
  return true;
}

int KioskApp::OnExit() {
  timer_.reset();
  visit_.reset();  // a draft stays sealed in the store; nothing is asked on the way out
  store_.reset();
  return wxApp::OnExit();
}

void KioskApp::act(const flow::Action& action) {
  const Result<void> done = visit_->act(action);
  if (!done) log_error(done.error());
  show();
}

void KioskApp::show() {
  const wxSize size = frame_->panel().GetClientSize();
  const double scale = frame_->panel().scale();
  visit_->set_options_per_page(
      ui::options_that_fit(visit_->page(), {size.x / scale, size.y / scale}));
  visit_->set_search_places(
      ui::search_places_that_fit(visit_->page(), {size.x / scale, size.y / scale}));
  frame_->show_page(visit_->page());
}

void KioskApp::on_timer() {
  if (stop_requested()) {
    timer_->Stop();
    frame_->closing_allowed = true;
    frame_->Close(true);
    return;
  }
  if (visit_->tick()) show();
}

int KioskApp::FilterEvent(wxEvent& event) {
  const wxEventType type = event.GetEventType();
  if (type == wxEVT_LEFT_DOWN || type == wxEVT_KEY_DOWN || type == wxEVT_CHAR_HOOK ||
      type == wxEVT_BUTTON || type == wxEVT_TOGGLEBUTTON || type == wxEVT_TEXT) {
    // Accessible actions arrive as button events without a touch: they count as well.
    if (visit_ && !visit_->idle_page_shown()) visit_->activity();
  }
  if (type == wxEVT_CHAR_HOOK || type == wxEVT_KEY_DOWN) {
    const auto& key = static_cast<const wxKeyEvent&>(event);
    if (key.GetKeyCode() == WXK_F4 && key.AltDown()) return Event_Processed;
  }
  return Event_Skip;
}

// A programming error must not leave a half-drawn page that looks alive: end, and let the
// supervisor start again. The answers are in the store already.
bool KioskApp::OnExceptionInMainLoop() {
  try {
    throw;
  } catch (const std::exception&) {
    std::fprintf(stderr, "AR-K030\n");
  }
  return false;
}

}  // namespace anteroom::app
