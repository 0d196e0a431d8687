// What rules and questions are called on a page with several conditions: two may have rules of one
// name and questions of one label, and a shared question has one name whoever asks it (summary room
// only).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/summary/line_template.h"

namespace anteroom::summary {

/// Two or more conditions beside a common history.
[[nodiscard]] bool has_several_reasons(const intake::Record& record);
/// An item's name among those of all plugins.
[[nodiscard]] std::string question_name(const PluginView& view, std::string_view link_id);
/// The condition's name where a reader must be told which one; "" with one reason, and for what a
/// common history asks.
[[nodiscard]] std::string condition_of(const intake::Record& record, std::string_view plugin);
/// "RF-E04"; with several reasons "Neck pain RF-E04".
[[nodiscard]] std::string rule_name(const intake::Record& record, std::string_view plugin,
                                    const std::string& rule);
/// An item's label; its condition is named where another one asks something else under that label.
[[nodiscard]] std::string label_of(const intake::Record& record,
                                   const std::vector<PluginView>& views, const PluginView& view,
                                   std::string_view link_id);
/// Another condition lists another question under the same words.
[[nodiscard]] bool denied_elsewhere(const std::vector<PluginView>& views, const PluginView& view,
                                    std::string_view link_id, const std::string& label);

}  // namespace anteroom::summary
