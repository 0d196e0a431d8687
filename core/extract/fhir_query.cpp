#include "core/extract/fhir_query.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "core/extract/r4_shape.h"

namespace anteroom::extract {

namespace {

using fhir::Json;

struct Parameter {
  std::string name;
  std::vector<std::string> values;  ///< comma = or
};

std::string_view take(std::string_view& text, char separator) {
  const std::size_t end = text.find(separator);
  const std::string_view piece = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return piece;
}

int hex(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
}

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape =
        text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0;
    out += escape ? static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2])) : text[i];
    if (escape) i += 2;
  }
  return out;
}

/// The values of a path, through lists.
void collect(const Json& value, std::string_view path, std::vector<const Json*>& out) {
  if (value.is_array()) {
    for (const Json& element : value.as_array()) collect(element, path, out);
    return;
  }
  if (path.empty()) return out.push_back(&value);
  const std::string_view name = take(path, '.');
  if (const Json* next = value.find(name)) collect(*next, path, out);
}

enum class Match : std::uint8_t { unset = 0, token, reference, text, date };

/// A search parameter: how it compares, and the elements it looks at in any of the resources.
struct Rule {
  std::string_view name;
  Match match;
  std::array<std::string_view, 7> paths;
};

constexpr std::array<Rule, 14> kRules = {{
    {"_id", Match::token, {"id"}},
    {"identifier", Match::token, {"identifier"}},
    {"patient", Match::reference, {"subject", "patient"}},
    {"subject", Match::reference, {"subject", "patient"}},
    {"encounter", Match::reference, {"encounter"}},
    {"code", Match::token, {"code", "medicationCodeableConcept", "vaccineCode"}},
    {"category", Match::token, {"category"}},
    {"status", Match::token, {"status"}},
    {"clinical-status", Match::token, {"clinicalStatus"}},
    {"active", Match::token, {"active"}},
    {"name", Match::text, {"name.family", "name.given", "name.text", "name"}},
    {"family", Match::text, {"name.family"}},
    {"birthdate", Match::date, {"birthDate"}},
    {"date",
     Match::date,
     {"effectiveDateTime", "effectivePeriod.start", "effectiveInstant", "authoredOn",
      "recordedDate", "occurrenceDateTime", "date"}},
}};

bool token_fits(const Json& value, std::string_view wanted) {
  if (value.is_string() || value.is_bool())
    return (value.is_bool() ? (value.as_bool() ? "true" : "false") : value.as_string()) == wanted;
  const auto& codings = value.array_or_empty("coding");
  if (!codings.empty())
    return std::ranges::any_of(codings,
                               [&](const Json& coding) { return token_fits(coding, wanted); });
  const std::size_t bar = wanted.find('|');
  const std::string_view code = value.find("code") != nullptr ? value.string_or_empty("code")
                                                              : value.string_or_empty("value");
  if (bar == std::string_view::npos) return code == wanted;
  const bool system = value.string_or_empty("system") == wanted.substr(0, bar);
  return system && (bar + 1 == wanted.size() || code == wanted.substr(bar + 1));
}

bool reference_fits(const Json& value, std::string_view wanted) {
  const std::string_view reference = value.string_or_empty("reference");
  if (reference == wanted || reference.ends_with("/" + std::string(wanted))) return true;
  return wanted.find('/') == std::string_view::npos &&
         reference.substr(reference.rfind('/') + 1) == wanted;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& letter : out)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return out;
}

/// Compared to the precision of the value asked for: 2026 holds every day of it.
bool date_fits(const Json& value, std::string_view wanted) {
  if (!value.is_string()) return false;
  std::string prefix(wanted.substr(0, 2));
  const bool compares =
      prefix == "ge" || prefix == "gt" || prefix == "le" || prefix == "lt" || prefix == "eq";
  if (compares) wanted.remove_prefix(2);
  const std::string_view there = std::string_view(value.as_string()).substr(0, wanted.size());
  if (prefix == "ge") return there >= wanted;
  if (prefix == "gt") return there > wanted;
  if (prefix == "le") return there <= wanted;
  return prefix == "lt" ? there < wanted : there == wanted;
}

bool value_fits(const Json& value, Match match, const std::string& wanted) {
  switch (match) {
    case Match::token:
      return token_fits(value, wanted);
    case Match::reference:
      return reference_fits(value, wanted);
    case Match::text:
      return value.is_string() && lower(value.as_string()).starts_with(lower(wanted));
    case Match::date:
      return date_fits(value, wanted);
    case Match::unset:
      break;
  }
  return false;
}

bool fits(const Json& resource, const Rule& rule, const Parameter& parameter) {
  std::vector<const Json*> values;
  for (const std::string_view path : rule.paths)
    if (!path.empty()) collect(resource, path, values);
  return std::ranges::any_of(values, [&](const Json* value) {
    return std::ranges::any_of(parameter.values, [&](const std::string& wanted) {
      return value_fits(*value, rule.match, wanted);
    });
  });
}

std::string date_of(const Json& resource) {
  std::vector<const Json*> values;
  for (const std::string_view path : kRules.back().paths)
    if (!path.empty()) collect(resource, path, values);
  return values.empty() || !values.front()->is_string() ? "" : values.front()->as_string();
}

Error refused(std::string message, const char* code, const char* mend) {
  return Error{code, std::move(message), "", mend, 0, 0};
}

/// The search as read: filters, and how the result is ordered and cut.
struct Search {
  std::vector<std::pair<const Rule*, Parameter>> filters;
  std::optional<std::size_t> count;
  enum class Order : std::uint8_t {
    as_given = 0,
    oldest_first,
    newest_first
  } order = Order::as_given;
};

Result<void> read_parameter(std::string_view piece, Search& search) {
  Parameter parameter;
  parameter.name = std::string(take(piece, '='));
  while (!piece.empty()) parameter.values.push_back(decoded(take(piece, ',')));
  if (parameter.values.empty())
    return refused("A search parameter has no value: " + parameter.name, "AR-D041", "Give it one");
  const std::string& first = parameter.values.front();
  if (parameter.name == "_count" && first.find_first_not_of("0123456789") == std::string::npos &&
      first.size() < 7) {
    search.count = std::stoul(first);
    return {};
  }
  if (parameter.name == "_sort" && (first == "date" || first == "-date")) {
    search.order = first == "date" ? Search::Order::oldest_first : Search::Order::newest_first;
    return {};
  }
  const auto rule =
      std::ranges::find_if(kRules, [&](const Rule& one) { return one.name == parameter.name; });
  if (rule == kRules.end())
    return refused("This search parameter is not answered here: " + parameter.name, "AR-D042",
                   "Use one of those that the documentation lists, and filter with FHIRPath");
  search.filters.emplace_back(&*rule, std::move(parameter));
  return {};
}

Json searchset(std::vector<const Json*> found, const Search& search) {
  if (search.order != Search::Order::as_given) {
    std::ranges::stable_sort(found, [&](const Json* a, const Json* b) {
      return search.order == Search::Order::oldest_first ? date_of(*a) < date_of(*b)
                                                         : date_of(*b) < date_of(*a);
    });
  }
  const auto total = static_cast<std::int64_t>(found.size());
  if (search.count && found.size() > *search.count) found.resize(*search.count);
  Json out =
      Json::object().set("resourceType", "Bundle").set("type", "searchset").set("total", total);
  Json entries = Json::array();
  for (const Json* resource : found) entries.push(Json::object().set("resource", *resource));
  return entries.as_array().empty() ? out : out.set("entry", std::move(entries));
}

}  // namespace

Result<Json> answer_query(const std::string& query, const Json& bundle) {
  std::string_view rest = query;
  const bool search_form = query.find('?') != std::string::npos;
  std::string_view target = take(rest, '?');
  const std::string type(take(target, '/'));
  const std::string id(target);
  if (!is_resource_type(type) || id.find('/') != std::string::npos || (search_form && !id.empty()))
    return refused("A query is no plain read or search of one resource type", "AR-D041",
                   "Write it like Observation?code=8302-2, or Patient/1");
  Search search;
  while (!rest.empty())
    if (const Result<void> done = read_parameter(take(rest, '&'), search); !done)
      return done.error();
  std::vector<const Json*> found;
  for (const Json& entry : bundle.array_or_empty("entry")) {
    const Json* resource = entry.find("resource");
    if (resource == nullptr || resource->string_or_empty("resourceType") != type) continue;
    if (!id.empty() && resource->string_or_empty("id") == id) return *resource;
    if (id.empty() && std::ranges::all_of(search.filters, [&](const auto& filter) {
          return fits(*resource, *filter.first, filter.second);
        }))
      found.push_back(resource);
  }
  if (!id.empty())
    return refused("The resource that a query reads is not in the bundle", "AR-D041", "Supply it");
  return searchset(std::move(found), search);
}

}  // namespace anteroom::extract
