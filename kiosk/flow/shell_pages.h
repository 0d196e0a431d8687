// The pages that belong to the kiosk and not to a plugin. Pure: state in, Page out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/plugin/bundle.h"
#include "core/store/store.h"
#include "core/triage/triage.h"
#include "kiosk/flow/dates.h"
#include "kiosk/flow/page.h"
#include "kiosk/flow/words.h"

namespace anteroom::flow {

/// What every page carries.
struct Shell {
  std::string language, clinic;
  int text_scale = 100;
  bool high_contrast = false;
  int utc_offset_minutes = 0;
  /// Names of the steps, in their order; none = the eight of a visit with one reason.
  std::vector<std::string> steps = {};
  [[nodiscard]] int last_step() const;
  [[nodiscard]] Text step_name(int step) const;
};

/// A Button from the word table.
[[nodiscard]] Button button(Word word, std::string_view language, ActionKind kind, std::string id);
/// A page with clinic name, help bar and view state; title and helper by word (Word::unset = none).
[[nodiscard]] Page shell_page(const Shell& shell, PageKind kind, std::string key, Word title,
                              Word helper);
/// Fills clinic, help bar and view state into a page that was built elsewhere.
void dress(Page& page, const Shell& shell);
/// Progress, Stop and clear, Back and Continue.
void add_progress(Page& page, const Shell& shell, int step, double fraction);
void add_skip_row(Page& page, std::string_view language);
/// "Please fix one thing" over the page's mistakes.
void title_mistakes(Page& page, std::string_view language);

/// What was typed at check-in.
struct CheckInForm {
  std::string given, family;
  DateParts birth;
  bool revealed = false;
  bool not_sure = false, declined = false;
  bool asked_once = false;
  std::vector<Mistake> mistakes;
};

[[nodiscard]] Page welcome_page(const Shell& shell, const std::vector<std::string>& languages,
                                int idle_seconds);
[[nodiscard]] Page check_in_page(const Shell& shell, const CheckInForm& typed);
/// `chosen`: "yes", "no", "not-sure", "declined" or "".
[[nodiscard]] Page privacy_page(const Shell& shell, const std::string& chosen,
                                const std::vector<Mistake>& mistakes);
/// What was touched on the page of reasons.
struct ReasonChoice {
  std::vector<std::string> chosen;  ///< bundle ids, in the order touched: the main reason first
  std::string unknown;              ///< "not-sure" | "declined" | ""
  std::vector<Mistake> mistakes;
};
/// A card for each condition; one alone is chosen or not, of several one or more. A common history
/// is no reason to come, unless the kiosk has nothing else.
[[nodiscard]] Page reason_page(const Shell& shell,
                               const std::vector<std::shared_ptr<const plugin::Bundle>>& catalogue,
                               const ReasonChoice& reason);
[[nodiscard]] Page urgent_page(const Shell& shell, const std::vector<store::StoredAlert>& alerts);
[[nodiscard]] Page done_page(const Shell& shell, triage::Tier tier,
                             std::size_t unknown_safety_items, int seconds_left, int seconds_total);
[[nodiscard]] Page idle_page(const Shell& shell, int seconds_left, int seconds_total);
[[nodiscard]] Page stop_page(const Shell& shell, std::size_t alerts);
[[nodiscard]] Page languages_page(const Shell& shell, const std::vector<std::string>& languages);
/// The consent document as it is shown: the title and every sentence, a line each. Its hash goes
/// into the record.
[[nodiscard]] std::string consent_document(std::string_view language);
inline constexpr std::string_view kConsentDocument = "anteroom-consent", kConsentVersion = "1";

}  // namespace anteroom::flow
