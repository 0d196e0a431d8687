// The program: store + catalogue + flow::Visit behind the kiosk window. One thread; the timer ticks
// the visit.
#pragma once

#include <wx/app.h>
#include <wx/timer.h>

#include <memory>

#include "core/base/clock.h"
#include "core/store/store.h"
#include "kiosk/app/options.h"
#include "kiosk/flow/visit.h"
#include "kiosk/ui/kiosk_frame.h"

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
  [[nodiscard]] Result<plugin::Catalogue> installed_plugins() const;
  void act(const flow::Action& action);
  void show();
  void on_timer();

  Options options_;
  std::unique_ptr<Clock> clock_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<flow::Visit> visit_;
  ui::KioskFrame* frame_ = nullptr;  ///< owned by wx
  std::unique_ptr<wxTimer> timer_;   ///< made in OnInit: a timer needs a running wxApp
};

/// SIGTERM and SIGINT only set a flag; the timer ends the program in order.
void install_stop_signals();
[[nodiscard]] bool stop_requested();

}  // namespace anteroom::app
