// The safety-bearing parts of the model, apart from the rest so that each rule stands once (summary
// room only).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/summary/line_template.h"
#include "core/summary/summary.h"

namespace anteroom::summary {

/// Fired rules and present coded checks, tier by tier, each with its answers and what happened to
/// its alert.
void fill_flags(Summary& summary, const intake::Record& record,
                const std::vector<PluginView>& views);
/// Unknown safety items, rules not decided, checks not run, lines not evaluated, a visit that ended
/// early.
void fill_gaps(Summary& summary, const intake::Record& record,
               const std::vector<PluginView>& views);
/// Answered, complete, and every code a listed "no".
void fill_denied(Summary& summary, const intake::Record& record,
                 const std::vector<PluginView>& views);
void fill_changed(Summary& summary, const intake::Record& record,
                  const std::vector<PluginView>& views);
void fill_tier(Summary& summary, const intake::Record& record);
/// Prompts of fired rules, tier order, no repeats; at most six.
void fill_prompts(Summary& summary, const intake::Record& record,
                  const std::vector<PluginView>& views);

/// First letter upper case (ASCII).
[[nodiscard]] std::string capital(std::string text);
/// Fired findings in tier order, file order within.
[[nodiscard]] std::vector<const intake::RecordFinding*> fired_in_order(
    const intake::Record& record);
[[nodiscard]] const PluginView* view_of(const std::vector<PluginView>& views,
                                        std::string_view plugin);
/// A whole-number answer; nullopt when unknown or no number.
[[nodiscard]] std::optional<std::int64_t> number_of(const PluginView& view,
                                                    std::string_view link_id);
/// A calculated item's decimal, from the answers or the QuestionnaireResponse; "" when there is
/// none.
[[nodiscard]] std::string decimal_answer(const intake::Record& record, const PluginView& view,
                                         std::string_view link_id);
[[nodiscard]] std::string headline_of(const intake::Record& record, const PluginView& view,
                                      const std::string& age_sex);
/// SHA-256 of the record's JSON, as the export writes it.
[[nodiscard]] std::string record_sha256(const intake::Record& record);

}  // namespace anteroom::summary
