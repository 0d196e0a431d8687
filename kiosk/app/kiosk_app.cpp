// Wiring, the timer, and the way out.
#include "kiosk/app/kiosk_app.h"

#include <signal.h>
#include <wx/display.h>

#include <algorithm>
#include <cstdio>
#include <exception>

#include "core/plugin/bundle.h"

namespace anteroom::app {
namespace {

/// Words of a plugin that saw no answer yet, and how much it said besides.
void log_printed(const std::string& plugin, const plugin::Printed& printed) {
  if (!printed.words.empty())
    std::fprintf(stderr, "plugin %s says: %s\n", plugin.c_str(), printed.words.c_str());
  if (printed.unkept > 0)
    std::fprintf(stderr, "plugin %s said %zu bytes more\n", plugin.c_str(), printed.unkept);
}

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

  plugins_ = std::make_unique<InstalledPlugins>(options_, *clock_);
  quarantine_ = std::make_shared<plugin::Quarantine>(options_.state + "/quarantine");
  if (Result<void> made = make_visit(); !made) return made;
  if (options_.resume) {
    const Result<bool> resumed = visit_->resume_draft();
    if (!resumed) log_error(resumed.error());
  }
  return {};
}

Result<void> KioskApp::make_visit() {
  const Result<plugin::Catalogue> found = plugins_->list();
  if (!found) return found.error();
  for (const auto& [directory, errors] : found->refused) {
    for (const Error& error : errors)
      std::fprintf(stderr, "%s: %s\n", directory.c_str(), error.to_string().c_str());
  }
  visit_ = std::make_unique<flow::Visit>(config(), services(*found));
#ifdef ANTEROOM_DEVELOPER_MODE
  visit_->on_change = [this](const intake::Change& change) { inspector_.remember(change); };
  inspector_.forget();
#endif
  return {};
}

intake::Services KioskApp::services(const plugin::Catalogue& catalogue) {
  intake::Services services;
  services.store = store_.get();
  services.clock = clock_.get();
  services.catalogue = catalogue.bundles;
  services.host.host_path = options_.host;
  services.host.quarantine = quarantine_;
  services.host.on_printed = log_printed;
  services.kiosk_id = options_.kiosk;
  services.clinic = options_.clinic;
  services.clinic_language = options_.clinic_language;
  services.destinations = options_.destinations;
  services.utc_offset_minutes = options_.utc_offset_minutes;
  return services;
}

flow::Config KioskApp::config() const {
  flow::Config config;
  config.languages = options_.languages;
  config.text_scale = options_.text_scale;
  config.idle_after = std::chrono::seconds(options_.idle.idle);
  config.countdown = std::chrono::seconds(options_.idle.countdown);
  config.private_idle_after = std::chrono::seconds(options_.idle.private_idle);
  config.private_countdown = std::chrono::seconds(options_.idle.private_countdown);
  return config;
}

bool KioskApp::OnInit() {
  const Result<void> opened = open();
  if (!opened) {
    std::fprintf(stderr, "%s\n", opened.error().to_string().c_str());
    return false;
  }
  install_stop_signals();  // after GTK has set its own
  open_window();
  frame_->panel().on_action = [this](const flow::Action& action) { act(action); };
  frame_->Show();
  frame_->Raise();
  show();
  timer_ = std::make_unique<wxTimer>();
  timer_->Bind(wxEVT_TIMER, [this](wxTimerEvent&) { on_timer(); });
  timer_->Start(100);
  return true;
}

void KioskApp::open_window() {
  ui::FrameOptions frame;
  frame.size = wxSize(options_.width, options_.height);
  frame.describe = options_.describe;
  if (options_.pixels_per_mm > 0) frame.scale = options_.pixels_per_mm / ui::reference_px_per_mm;
  if (!plugins_->vouched_for()) frame.banner = "Developer mode: these plugins are not signed";
#ifdef ANTEROOM_DEVELOPER_MODE
  if (!options_.inspect.empty()) {
    const wxSize screen = wxDisplay(0U).GetClientArea().GetSize();
    if (frame.size.y <= 0) frame.size = wxSize(screen.y * 9 / 16, screen.y);
    frame.side = std::max(360, screen.x - frame.size.x);
    frame.closable = true;
  }
#endif
  frame_ = new ui::KioskFrame(frame);
#ifdef ANTEROOM_DEVELOPER_MODE
  if (!options_.inspect.empty()) inspector_panel_ = new InspectorPanel(frame_, frame_->side());
#endif
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
#ifdef ANTEROOM_DEVELOPER_MODE
  if (inspector_panel_ != nullptr)
    inspector_panel_->show(inspector_.look(visit_->intake(), visit_->asked_items()));
#endif
}

/// For authors: a bundle that changed on disk is read again when nobody is at the kiosk.
void KioskApp::reload_plugins() {
#ifdef ANTEROOM_DEVELOPER_MODE
  if (visit_->intake() != nullptr) return;
  const std::chrono::milliseconds now = clock_->steady();
  if (now - looked_at_ < std::chrono::seconds(1)) return;
  looked_at_ = now;
  if (!plugins_->changed()) return;
  std::fputs("The plugins changed: reading them again.\n", stderr);
  if (const Result<void> made = make_visit(); !made) log_error(made.error());
  show();
#endif
}

void KioskApp::on_timer() {
  if (stop_requested()) {
    timer_->Stop();
    frame_->closing_allowed = true;
    frame_->Close(true);
    return;
  }
  if (visit_->tick()) show();
  reload_plugins();
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
