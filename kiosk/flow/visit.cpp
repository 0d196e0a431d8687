// The frame of a visit: actions that every page has, pages over pages, timers, the session's end.
#include "kiosk/flow/visit.h"

#include <algorithm>

#include "kiosk/flow/visit_state.h"

namespace anteroom::flow {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// WCAG 2.2.1: never less than this to answer the idle page, whatever the settings say.
constexpr seconds kCountdownFloor{20};
/// Each touch on the idle page gives this much more, as its words promise; as often as wanted.
constexpr seconds kExtension{120};

seconds countdown_of(const Config& config, bool private_page) {
  return std::max(private_page ? config.private_countdown : config.countdown, kCountdownFloor);
}

int seconds_left_of(milliseconds end, milliseconds now) {
  return static_cast<int>(std::max<std::int64_t>(0, std::chrono::ceil<seconds>(end - now).count()));
}

}  // namespace

Error unknown_control(const Action& action) {
  return Error{.code = "AR-K001",
               .message = "The page has no such control",
               .pointer = action.id,
               .mend = {}};
}

Visit::State::State(Visit& owner, Config settings, intake::Services borrowed)
    : visit(owner), config(std::move(settings)), services(std::move(borrowed)) {
  std::erase_if(config.languages, [](const std::string& tag) { return !shell_speaks(tag); });
  if (config.languages.empty()) config.languages = {"en"};
  reset();
}

void Visit::State::reset() {
  intake.reset();
  place = services.catalogue.empty() ? Place::out_of_order : Place::welcome;
  over = Over::none;
  language = config.languages.front();
  text_scale = config.text_scale;
  high_contrast = false;
  check_in = {};
  privacy = {};
  reason = {};
  stories.clear();
  plan.clear();
  current = {};
  drafts.clear();
  visited.clear();
  entry_in_hand.clear();
  travel = Travel::all;
  change_step = 0;
  reviewing = open_asked = false;
  open_items.clear();
  open_part = 0;
  done = {};
  idle = false;
  last_activity = now();
  extended_until = {};
  rebuild();
}

Shell Visit::State::shell() const {
  return Shell{
      shown_language, services.clinic, text_scale, high_contrast, services.utc_offset_minutes,
      step_names()};
}

int Visit::State::rows() const {
  const int most = text_scale >= 150 ? 2 : text_scale >= 125 ? 3 : 4;
  return std::clamp(config.rows_per_page, 1, most);
}

Page Visit::State::build() const {
  if (idle) {
    const seconds total = countdown_of(config, at_private_question());
    return idle_page(shell(), seconds_left_of(idle_since + total, now()),
                     static_cast<int>(total.count()));
  }
  return over == Over::none ? build_place() : build_over();
}

Page Visit::State::build_over() const {
  const std::vector<store::StoredAlert> alerts =
      intake ? intake->alerts() : std::vector<store::StoredAlert>{};
  if (over == Over::urgent) return urgent_page(shell(), alerts);
  if (over == Over::stop_confirm) return stop_page(shell(), alerts.size());
  if (over == Over::languages) return languages_page(shell(), config.languages);
  if (over == Over::remove_entry) return remove_entry_page();
  if (over == Over::help) return over_help_page();
  Page made = shell_page(shell(), PageKind::message, "message", message.title, message.helper);
  made.back = button(Word::back_button, shown_language, ActionKind::back, "back");
  if (intake) made.stop = button(Word::stop_button, shown_language, ActionKind::stop, "stop");
  return made;
}

Page Visit::State::build_place() const {
  switch (place) {
    case Place::welcome:
      return welcome_page(shell(), config.languages, static_cast<int>(config.idle_after.count()));
    case Place::check_in:
      return check_in_page(shell(), check_in);
    case Place::privacy:
      return privacy_page(shell(), privacy.chosen, privacy.mistakes);
    case Place::reason:
      return reason_page(shell(), services.catalogue, reason);
    case Place::question:
      return plan_page();
    case Place::open_questions:
      return open_questions_page();
    case Place::review:
      return review_page();
    case Place::done: {
      const int left = seconds_left_of(done_since + config.done_clears_after, now());
      return done_page(shell(), done.tier, done.unknown_safety_items, left,
                       static_cast<int>(config.done_clears_after.count()));
    }
    case Place::out_of_order:
      break;
  }
  return shell_page(shell(), PageKind::out_of_order, "out-of-order", Word::out_of_order_title,
                    Word::out_of_order_helper);
}

Result<void> Visit::State::act(const Action& action) {
  if (idle) {
    // The idle page covers everything: only its own two buttons do something.
    if (action.kind == ActionKind::clear_and_stop) return stop_visit();
    if (action.kind != ActionKind::keep_going) return {};
    idle = false;
    last_activity = now();
    extended_until = now() + kExtension;
    return {};
  }
  last_activity = now();
  switch (action.kind) {
    case ActionKind::read_aloud:
      show_message(Word::no_speech_title, Word::no_speech_helper);
      return {};
    case ActionKind::text_size:
      cycle_text_size();
      return {};
    case ActionKind::contrast:
      high_contrast = !high_contrast;
      return {};
    case ActionKind::language:
      over = Over::languages;
      return {};
    case ActionKind::call_staff:
      show_message(Word::staff_title, Word::staff_helper);
      return {};
    case ActionKind::stop:
      over = Over::stop_confirm;
      return {};
    case ActionKind::clear_and_stop:
      return stop_visit();
    default:
      return over == Over::none ? act_place(action) : act_over(action);
  }
}

Result<void> Visit::State::act_over(const Action& action) {
  if (over == Over::languages && action.kind == ActionKind::choose) {
    change_language(action.id.substr(action.id.find(':') + 1));
    over = Over::none;
    return {};
  }
  if (over == Over::remove_entry && action.kind == ActionKind::remove_entry) {
    over = Over::none;
    return remove_entry();
  }
  switch (action.kind) {
    case ActionKind::back:
    case ActionKind::next:
    case ActionKind::told_staff:
    case ActionKind::keep_going:
      over = Over::none;
      return {};
    default:
      return unknown_control(action);
  }
}

Result<void> Visit::State::act_place(const Action& action) {
  switch (place) {
    case Place::welcome:
      return act_welcome(action);
    case Place::check_in:
      return act_check_in(action);
    case Place::privacy:
      return act_privacy(action);
    case Place::reason:
      return act_reason(action);
    case Place::question:
      return act_question(action);
    case Place::open_questions:
      return act_open_questions(action);
    case Place::review:
      return act_review(action);
    case Place::done:
      if (action.kind != ActionKind::finish && action.kind != ActionKind::next)
        return unknown_control(action);
      reset();
      return {};
    case Place::out_of_order:
      break;
  }
  return unknown_control(action);
}

void Visit::State::show_message(Word title, Word helper) {
  message = {title, helper};
  over = Over::message;
}

Result<void> Visit::State::failed(const Error& error) {
  show_message(Word::not_saved_title, Word::not_saved_helper);
  return error;
}

Result<void> Visit::State::stop_visit() {
  Result<void> stopped;
  if (intake) stopped = intake->stop();
  // Whatever the store said, nothing of the visit stays in memory or on the screen.
  reset();
  return stopped;
}

void Visit::State::time_out() {
  // With consent and a form the clinic gets what was answered, marked as timed out; without,
  // nothing may leave.
  if (intake && intake->consent().given && !intake->chosen().empty()) {
    static_cast<void>(store_typed().ok());
    const Result<intake::Record> record = intake->finish(intake::End::timed_out);
    if (record && visit.on_finished) visit.on_finished(*record);
    if (!record) static_cast<void>(intake->stop().ok());
  } else if (intake) {
    static_cast<void>(intake->stop().ok());
  }
  reset();
}

bool Visit::State::at_private_question() const {
  return place == Place::question && current.private_page;
}

bool Visit::State::tick() {
  if (place == Place::done) {
    if (now() >= done_since + config.done_clears_after) {
      reset();
      return true;
    }
    const int before = page.seconds_left;
    rebuild();
    return page.seconds_left != before;
  }
  const bool touched = intake || over != Over::none || language != config.languages.front() ||
                       text_scale != config.text_scale || high_contrast;
  if (!touched) return false;
  if (idle) {
    if (now() >= idle_since + countdown_of(config, at_private_question())) {
      time_out();
      return true;
    }
    const int before = page.seconds_left;
    rebuild();
    return page.seconds_left != before;
  }
  const seconds idle_after = at_private_question() ? config.private_idle_after : config.idle_after;
  if (now() >= std::max(last_activity + idle_after, extended_until)) {
    if (!intake) {
      reset();  // only the language or the text size was touched: there is nothing to lose
    } else {
      idle = true;
      idle_since = now();
      rebuild();
    }
    return true;
  }
  if (over == Over::urgent && services.store->data_version() != store_version) {
    store_version = services.store->data_version();
    const std::size_t before =
        page.notes.empty() ? 0 : static_cast<std::size_t>(page.notes.front().look);
    rebuild();
    return !page.notes.empty() && static_cast<std::size_t>(page.notes.front().look) != before;
  }
  return false;
}

Result<bool> Visit::State::resume() {
  const Result<std::vector<store::VisitInfo>> drafts_left = services.store->drafts();
  if (!drafts_left) return drafts_left.error();
  if (drafts_left->empty()) return false;
  Result<std::unique_ptr<intake::Intake>> resumed =
      intake::Intake::resume(services, drafts_left->front().id);
  if (!resumed) return resumed.error();
  intake = std::move(*resumed);
  if (!intake->language().empty()) language = intake->language();
  const intake::Patient& patient = intake->patient();
  check_in.given = patient.given;
  check_in.family = patient.family;
  check_in.birth = parts_of(patient.birth_date);
  if (intake->consent().given) privacy.chosen = "yes";
  place = intake->consent().given ? Place::reason : Place::check_in;
  if (intake->consent().given && !intake->chosen().empty()) {
    reason.chosen = intake->reasons();
    if (reason.chosen.empty()) reason.chosen = intake->chosen();
    replan();
    travel = Travel::all;
    place = Place::question;
    // What asks nothing leaves no trace in the journal, so only questions say how far it went.
    const auto unasked = std::find_if(plan.begin(), plan.end(), [&](const PagePlan& one) {
      return !one.asks_nothing() && !all_asked(one);
    });
    if (unasked == plan.end()) {
      const Result<void> entered = enter_review();
      if (!entered) return entered.error();
    } else {
      open(*unasked);
    }
  }
  last_activity = now();
  rebuild();
  return true;
}

Visit::Visit(Config config, intake::Services services)
    : state_(std::make_unique<State>(*this, std::move(config), std::move(services))) {}

Visit::~Visit() = default;

const Page& Visit::page() const {
  return state_->page;
}

Result<void> Visit::act(const Action& action) {
  Result<void> result = state_->act(action);
  state_->rebuild();
  return result;
}

bool Visit::tick() {
  return state_->tick();
}

void Visit::activity() {
  if (!state_->idle) state_->last_activity = state_->now();
}

bool Visit::idle_page_shown() const {
  return state_->idle;
}

Result<bool> Visit::resume_draft() {
  return state_->resume();
}

const intake::Intake* Visit::intake() const {
  return state_->intake.get();
}

void Visit::set_rows_per_page(int rows) {
  if (rows == state_->config.rows_per_page) return;
  state_->config.rows_per_page = rows;
  if (state_->place == Place::question) state_->replan();
  state_->rebuild();
}

void Visit::set_search_places(int places) {
  if (places == state_->config.search_places) return;
  state_->config.search_places = places;
  state_->rebuild();
}

void Visit::set_options_per_page(int options) {
  if (options == state_->config.options_per_page) return;
  state_->config.options_per_page = options;
  state_->rebuild();
}

}  // namespace anteroom::flow
