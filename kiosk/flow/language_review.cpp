#include "kiosk/flow/language_review.h"

#include <algorithm>

#include "core/form/language_cover.h"
#include "kiosk/flow/words.h"

namespace anteroom::flow {
namespace {

LanguageReview review_of(const std::shared_ptr<const plugin::Bundle>& listed,
                         const std::string& language) {
  LanguageReview made{language, listed->manifest().id};
  const auto opened = plugin::Bundle::open(listed);
  made.readable = opened.ok();
  if (!opened) return made;
  const plugin::Bundle& bundle = **opened;
  const auto& states = bundle.translation_states();
  const auto state = std::find_if(states.begin(), states.end(), [&](const auto& one) {
    return language == one.language || language.starts_with(one.language + "-");
  });
  if (state != states.end()) {
    made.missing = state->missing;
    made.stale = state->stale;
    made.stale_safety = state->stale_safety;
    made.reviewed = state->reviewed();
    return made;
  }
  const form::Definition& definition = *bundle.definition();
  for (const std::string& link_id : definition.link_ids())
    made.missing += form::is_in_language(definition, link_id, language) ? 0 : 1;
  return made;
}

}  // namespace

std::string_view draft_words() {
  return plugin::kDraftWords;
}

std::vector<LanguageReview> language_reviews(
    const std::vector<std::string>& offered,
    const std::vector<std::shared_ptr<const plugin::Bundle>>& bundles) {
  std::vector<LanguageReview> all;
  for (const std::string& language : offered) {
    if (language == "en" || language.starts_with("en-")) continue;
    LanguageReview own{language, ""};
    own.reviewed = shell_words_reviewed(language);
    all.push_back(std::move(own));
    for (const auto& bundle : bundles) all.push_back(review_of(bundle, language));
  }
  return all;
}

}  // namespace anteroom::flow
