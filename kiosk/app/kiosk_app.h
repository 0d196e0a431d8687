// The program: store + catalogue + flow::Visit behind the kiosk window. One thread; the timer ticks
// the visit.
#pragma once

#include <wx/app.h>
#include <wx/timer.h>

#include <memory>

#include "core/base/clock.h"
#include "core/store/store.h"
#include "kiosk/app/options.h"
#include "kiosk/app/plugins.h"
#include "kiosk/flow/visit.h"
#include "kiosk/ui/kiosk_frame.h"
#ifdef ANTEROOM_DEVELOPER_MODE
#include "kiosk/app/inspector_panel.h"
#include "kiosk/inspector/inspection.h"
#endif

namespace anteroom::app {

/// The system clock moved by a constant, so that demos and tests have a date of their own.
class ShiftedClock final : public Clock {
 public:
  explicit ShiftedClock(std::chrono::milliseconds by) : by_(by) {}
  [[nodiscard]] Instant now() const override { return system_.now() + by_; }
  [[nodiscard]] std::chrono::milliseconds steady() const override { return system_.steady(); }

 private:
  SystemClock system_;
  std::chrono::milliseconds by_;
};

class KioskApp final : public wxApp {
 public:
  explicit KioskApp(Options options);
  ~KioskApp() override;
  bool OnInit() override;
  int OnExit() override;
  int FilterEvent(wxEvent& event) override;
  wxLayoutDirection GetLayoutDirection() const override { return wxLayout_LeftToRight; }
  bool OnExceptionInMainLoop() override;

 private:
  Result<void> open();
  Result<void> make_visit();
  [[nodiscard]] intake::Services services(const plugin::Catalogue& catalogue);
  [[nodiscard]] flow::Config config() const;
  void open_window();
  void reload_plugins();
  void act(const flow::Action& action);
  void show();
  void on_timer();

  Options options_;
  std::unique_ptr<Clock> clock_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<InstalledPlugins> plugins_;
  std::shared_ptr<plugin::Quarantine> quarantine_;
  std::unique_ptr<flow::Visit> visit_;
  ui::KioskFrame* frame_ = nullptr;  ///< owned by wx
#ifdef ANTEROOM_DEVELOPER_MODE
  inspector::Inspector inspector_;
  InspectorPanel* inspector_panel_ = nullptr;  ///< owned by the frame
  std::chrono::milliseconds looked_at_{0};     ///< when the plugins on disk were compared last
#endif
  std::unique_ptr<wxTimer> timer_;  ///< made in OnInit: a timer needs a running wxApp
};

/// SIGTERM and SIGINT only set a flag; the timer ends the program in order.
void install_stop_signals();
[[nodiscard]] bool stop_requested();

}  // namespace anteroom::app
