// The validation rules: one function a rule, each looks at one item instance. `kRules` is their
// order.
#pragma once

#include <array>
#include <vector>

#include "core/form/live_form.h"

namespace anteroom::form::rules {

/// Appends what is wrong with the instance. Issues name the item, never the answer.
using Rule = void (*)(const LiveForm& form, const Instance& instance, std::vector<Issue>& out);

void required(const LiveForm& form, const Instance& instance, std::vector<Issue>& out);  // AR-F101
void max_length(const LiveForm& form, const Instance& instance,
                std::vector<Issue>& out);  // AR-F102
void min_length(const LiveForm& form, const Instance& instance,
                std::vector<Issue>& out);                                                 // AR-F103
void min_value(const LiveForm& form, const Instance& instance, std::vector<Issue>& out);  // AR-F104
void max_value(const LiveForm& form, const Instance& instance, std::vector<Issue>& out);  // AR-F105
void max_decimal_places(const LiveForm& form, const Instance& instance,
                        std::vector<Issue>& out);                                     // AR-F106
void regex(const LiveForm& form, const Instance& instance, std::vector<Issue>& out);  // AR-F107
void min_occurs(const LiveForm& form, const Instance& instance,
                std::vector<Issue>& out);  // AR-F108
void max_occurs(const LiveForm& form, const Instance& instance,
                std::vector<Issue>& out);  // AR-F109
void offered(const LiveForm& form, const Instance& instance,
             std::vector<Issue>& out);  // AR-F023, AR-F025
void mime_type(const LiveForm& form, const Instance& instance, std::vector<Issue>& out);  // AR-F112
void max_size(const LiveForm& form, const Instance& instance, std::vector<Issue>& out);   // AR-F113
void constraints(const LiveForm& form, const Instance& instance,
                 std::vector<Issue>& out);  // AR-F114

inline constexpr std::array<Rule, 13> kRules = {
    required,   max_length, min_length, min_value, max_value, max_decimal_places, regex,
    min_occurs, max_occurs, offered,    mime_type, max_size,  constraints};

}  // namespace anteroom::form::rules
