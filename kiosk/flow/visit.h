// The visit as screens: Page in, Action out. UI-free; unit-tested without a display.
//
//   flow::Visit visit(config, services);           // starts at the welcome page
//   draw(visit.page());
//   visit.act({ActionKind::choose, "option:yes"}); // page() is the next one, or the same with a
//   new state visit.tick();                                  // idle timer, alert acknowledgements;
//   true = redraw
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "core/intake/intake.h"
#include "kiosk/flow/page.h"

namespace anteroom::flow {

struct Config {
  std::vector<std::string> languages = {"en", "es", "ar", "zh-Hans", "vi", "fr"};
  std::chrono::seconds idle_after{120},
      countdown{60};  ///< floor of 20 s for the countdown is in code
  std::chrono::seconds private_idle_after{60}, private_countdown{30};
  std::chrono::seconds done_clears_after{20};
  int rows_per_page = 4;     ///< 4, 3 or 2 by text size
  int text_scale = 100;      ///< 100, 125 or 150 at the start of a visit
  int options_per_page = 6;  ///< what the view can hold; the view tells
  int search_places = 4;     ///< the same over the keyboard of a searched list
};

class Visit {
 public:
  Visit(Config config, intake::Services services);
  ~Visit();
  [[nodiscard]] const Page& page() const;
  /// What the patient did. Unknown ids are ignored with AR-K0xx (logged without answers).
  Result<void> act(const Action& action);
  /// Call often (timer). Returns true when page() changed.
  bool tick();
  void activity();  ///< any touch or key
  [[nodiscard]] bool idle_page_shown() const;
  /// Resumes the newest draft a crash left, if any (test builds and staff resume).
  Result<bool> resume_draft();
  [[nodiscard]] const intake::Intake* intake() const;  ///< null before Start and after the end
  void set_rows_per_page(int rows);        ///< at 100 %; larger text takes 3 and 2 at most
  void set_options_per_page(int options);  ///< what the view can hold at the page's text size
  void set_search_places(int places);
  /// What the page asks; empty on the kiosk's own pages.
  [[nodiscard]] std::vector<intake::ItemRef> asked_items() const;
  /// Called after each answer that the visit took (an author's inspector).
  std::function<void(const intake::Change&)> on_change;
  /// Called with the finished record's id after finish (the app wakes the courier in the demo).
  std::function<void(const intake::Record&)> on_finished;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace anteroom::flow
