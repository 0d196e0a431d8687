// The functions, a file a family. Each takes its Call and gives a collection; function_table.cpp
// names them all.
#pragma once

#include <span>

#include "core/fhirpath/evaluator.h"

namespace anteroom::fhirpath {

/// Every function that is known by name.
[[nodiscard]] std::span<const FunctionEntry> all_functions();

}  // namespace anteroom::fhirpath

namespace anteroom::fhirpath::functions {

// functions_collection.cpp: existence, filtering, subsetting, combining
Collection empty(Call& call);
Collection exists(Call& call);
Collection all(Call& call);
Collection not_(Call& call);
Collection all_true(Call& call);
Collection any_true(Call& call);
Collection all_false(Call& call);
Collection any_false(Call& call);
Collection subset_of(Call& call);
Collection superset_of(Call& call);
Collection count(Call& call);
Collection distinct(Call& call);
Collection is_distinct(Call& call);
Collection where(Call& call);
Collection select(Call& call);
Collection repeat(Call& call);
Collection single(Call& call);
Collection first(Call& call);
Collection last(Call& call);
Collection tail(Call& call);
Collection skip(Call& call);
Collection take(Call& call);
Collection intersect(Call& call);
Collection exclude(Call& call);
Collection union_(Call& call);
Collection combine(Call& call);
Collection iif(Call& call);
Collection aggregate(Call& call);
Collection trace(Call& call);

// functions_text.cpp
Collection index_of(Call& call);
Collection last_index_of(Call& call);
Collection substring(Call& call);
Collection starts_with(Call& call);
Collection ends_with(Call& call);
Collection contains(Call& call);
Collection upper(Call& call);
Collection lower(Call& call);
Collection replace(Call& call);
Collection matches(Call& call);
Collection matches_full(Call& call);
Collection replace_matches(Call& call);
Collection length(Call& call);
Collection to_chars(Call& call);
Collection split(Call& call);
Collection join(Call& call);
Collection trim(Call& call);

// functions_encode.cpp
Collection encode(Call& call);
Collection decode(Call& call);
Collection escape(Call& call);
Collection unescape(Call& call);

// functions_boundary.cpp
Collection low_boundary(Call& call);
Collection high_boundary(Call& call);
Collection precision(Call& call);
Collection year_of(Call& call);
Collection month_of(Call& call);
Collection day_of(Call& call);
Collection hour_of(Call& call);
Collection minute_of(Call& call);
Collection second_of(Call& call);
Collection millisecond_of(Call& call);
Collection timezone_offset_of(Call& call);
Collection date_of(Call& call);
Collection time_of(Call& call);
Collection comparable(Call& call);

// functions_scope.cpp
Collection define_variable(Call& call);
Collection sort(Call& call);
Collection coalesce(Call& call);
Collection repeat_all(Call& call);

// functions_fhir.cpp
Collection resolve(Call& call);
Collection member_of(Call& call);
Collection conforms_to(Call& call);
Collection check_modifiers(Call& call);
Collection html_checks(Call& call);
Collection get_resource_key(Call& call);
Collection get_reference_key(Call& call);

// functions_subsumes.cpp
Collection subsumes(Call& call);
Collection subsumed_by(Call& call);

// functions_number.cpp
Collection sum(Call& call);
Collection min(Call& call);
Collection max(Call& call);
Collection avg(Call& call);
Collection abs(Call& call);
Collection ceiling(Call& call);
Collection floor(Call& call);
Collection truncate(Call& call);
Collection round(Call& call);
Collection sqrt(Call& call);
Collection exp(Call& call);
Collection ln(Call& call);
Collection log(Call& call);
Collection power(Call& call);

// functions_convert.cpp
Collection to_boolean(Call& call);
Collection to_integer(Call& call);
Collection to_decimal(Call& call);
Collection to_string(Call& call);
Collection to_date(Call& call);
Collection to_date_time(Call& call);
Collection to_time(Call& call);
Collection to_quantity(Call& call);
Collection converts_to_boolean(Call& call);
Collection converts_to_integer(Call& call);
Collection converts_to_decimal(Call& call);
Collection converts_to_string(Call& call);
Collection converts_to_date(Call& call);
Collection converts_to_date_time(Call& call);
Collection converts_to_time(Call& call);
Collection converts_to_quantity(Call& call);

// functions_tree.cpp: types, navigation, FHIR's own, clock
Collection children(Call& call);
Collection descendants(Call& call);
Collection is(Call& call);
Collection as(Call& call);
Collection of_type(Call& call);
Collection type(Call& call);
Collection extension(Call& call);
Collection has_value(Call& call);
Collection get_value(Call& call);
Collection weight(Call& call);
Collection today(Call& call);
Collection now(Call& call);
Collection time_of_day(Call& call);

}  // namespace anteroom::fhirpath::functions
