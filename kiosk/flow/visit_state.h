// What a Visit remembers, and its moves. Private to kiosk/flow: split over visit.cpp (frame,
// timers), visit_shell.cpp (kiosk pages) and visit_questions.cpp (plugin pages).
//
// A visit is a place (welcome ... done), at most one page over it (urgent, stop?, message,
// languages), and the idle page over all. Rejected: a stack of pages; Back follows the plan, which
// changes with each answer, and not the way here.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/flow/plan.h"
#include "kiosk/flow/question_page.h"
#include "kiosk/flow/review_page.h"
#include "kiosk/flow/shell_pages.h"
#include "kiosk/flow/visit.h"

namespace anteroom::flow {

enum class Place : std::uint8_t {
  welcome = 0,
  check_in,
  privacy,
  reason,
  question,
  open_questions,
  review,
  done,
  out_of_order
};

enum class Over : std::uint8_t {
  none = 0,
  urgent,
  stop_confirm,
  languages,
  message,
  remove_entry,
  help
};

/// Where Continue leads from a question.
enum class Travel : std::uint8_t {
  all = 0,    ///< the next page of the plan
  step,       ///< the next page of the step that Review changes, then Review
  step_gaps,  ///< as step, unanswered pages only
  unasked,    ///< pages that a later answer opened, then Review
  one         ///< back to the open questions
};

struct MessageWords {
  Word title = Word::unset, helper = Word::unset;
};

struct DoneFacts {
  triage::Tier tier = triage::Tier::none;
  std::size_t unknown_safety_items = 0;
};

/// A choice on a shell page: "yes", "not-sure", ... and what is wrong with it.
struct ShellChoice {
  std::string chosen;
  std::vector<Mistake> mistakes;
};

struct Visit::State {
  State(Visit& owner, Config settings, intake::Services borrowed);

  // visit.cpp
  Result<void> act(const Action& action);
  Result<void> act_over(const Action& action);
  Result<void> act_place(const Action& action);
  bool tick();
  void rebuild();
  [[nodiscard]] Page build() const;
  [[nodiscard]] Page build_over() const;
  [[nodiscard]] Page build_place() const;
  [[nodiscard]] Shell shell() const;
  [[nodiscard]] int rows() const;
  void cycle_text_size();
  void change_language(const std::string& tag);
  void forget_words();
  [[nodiscard]] std::string language_to_show() const;
  void show_message(Word title, Word helper);
  Result<void> failed(const Error& error);
  Result<void> stop_visit();
  void time_out();
  void reset();
  Result<bool> resume();
  [[nodiscard]] bool at_private_question() const;
  [[nodiscard]] std::chrono::milliseconds now() const { return services.clock->steady(); }

  // visit_shell.cpp
  Result<void> act_welcome(const Action& action);
  Result<void> act_check_in(const Action& action);
  Result<void> leave_check_in();
  Result<void> act_privacy(const Action& action);
  Result<void> leave_privacy();
  Result<void> act_reason(const Action& action);
  void choose_reason(ActionKind kind, const std::string& chosen);
  Result<void> leave_reason();
  Result<void> act_review(const Action& action);
  Result<void> change_step_from_review(int step);
  Result<void> send();

  // visit_questions.cpp
  void replan();
  [[nodiscard]] std::vector<PagePlan> pages_of(const std::string& plugin) const;
  [[nodiscard]] std::vector<std::string> step_names() const;
  [[nodiscard]] int step_in_visit(const intake::ItemRef& item, int step_in_form) const;
  [[nodiscard]] bool own_question(const intake::ItemRef& item) const;
  [[nodiscard]] ReviewScope review_scope(const std::string& plugin) const;
  [[nodiscard]] std::string title_of(const std::string& plugin) const;
  void open_first_question();
  void open(const PagePlan& page);
  Result<void> act_question(const Action& action);
  Result<void> choose(const std::string& code);
  Result<void> choose_row(const std::string& id);
  Result<void> say_unknown(form::UnknownReason reason);
  Result<void> type(const Action& action);
  Result<void> store_typed();
  Result<void> store_text(const std::string& path, form::ItemType type, const std::string& text);
  Result<void> store_date(const std::string& path, form::ItemType type);
  [[nodiscard]] bool find_mistakes();
  Result<void> leave_question();
  Result<void> go_on();
  void go_back();
  Result<void> enter_review();
  Result<void> answer(const intake::ItemRef& item, std::vector<form::AnswerValue> values);
  Result<void> answer_unknown(const intake::ItemRef& item, form::UnknownReason reason);
  Result<void> changed(const Result<intake::Change>& change);

  // visit_numbers.cpp
  Result<void> store_number(const std::string& path, const std::string& typed);
  Result<void> store_time(const std::string& path, const std::string& typed);
  Result<void> step_number(const Action& action);
  Result<void> choose_unit(const std::string& id);

  // visit_entries.cpp
  Result<void> act_entries(const Action& action);
  Result<void> add_entry();
  Result<void> change_entry(std::size_t index);
  Result<void> remove_entry();
  Result<void> leave_entries();
  void forget_pages_in(const std::string& plugin, const std::string& group);
  enum class Side : std::uint8_t { before = 0, after };
  /// While an entry is in hand: its next or previous page, or its list; nullptr otherwise.
  [[nodiscard]] const PagePlan* page_after_entry_in_hand(Side side);
  [[nodiscard]] Page remove_entry_page() const;
  [[nodiscard]] Page over_help_page() const;

  [[nodiscard]] std::vector<intake::ItemRef> find_open_items() const;
  [[nodiscard]] bool holds_a_rule_open(const intake::ItemRef& item) const;
  [[nodiscard]] std::string row_name(const intake::ItemRef& item) const;
  Result<void> act_open_questions(const Action& action);
  [[nodiscard]] Page open_questions_page() const;
  [[nodiscard]] Page plan_page() const;
  [[nodiscard]] Page review_page() const;
  [[nodiscard]] std::size_t index_in_plan() const;
  [[nodiscard]] bool all_asked(const PagePlan& page) const;
  [[nodiscard]] bool all_answered(const PagePlan& page) const;
  [[nodiscard]] Scene scene(const std::string& plugin) const;
  [[nodiscard]] Draft& draft() { return drafts[current.key]; }

  Visit& visit;
  Config config;
  intake::Services services;
  std::unique_ptr<intake::Intake> intake;
  Page page;

  Place place = Place::welcome;
  Over over = Over::none;
  MessageWords message;
  std::string language;        ///< the patient's
  std::string shown_language;  ///< of the page that is built: `language`, or what stands in for it
  int text_scale = 100;
  bool high_contrast = false;

  CheckInForm check_in;
  ShellChoice privacy;
  ReasonChoice reason;
  std::vector<std::string> stories;  ///< the reasons when there are several: a step each
  std::vector<PagePlan> plan;
  PagePlan current;
  std::map<std::string, Draft> drafts;  ///< by page key
  std::set<std::string> visited;        ///< page keys that Continue left
  std::string entry_in_hand;  ///< the entry being added or changed: after it comes its list
  std::size_t entry_to_remove = 0;
  Travel travel = Travel::all;
  int change_step = 0;     ///< the step Review changes, 0 none
  bool reviewing = false;  ///< Review was reached: shell pages return there
  bool open_asked = false;
  std::vector<intake::ItemRef> open_items;
  int open_part = 0;
  DoneFacts done;

  std::chrono::milliseconds last_activity{0}, extended_until{0}, idle_since{0}, done_since{0};
  bool idle = false;
  std::int64_t store_version = 0;
};

[[nodiscard]] Error unknown_control(const Action& action);

}  // namespace anteroom::flow
