// Text. Positions count characters (code points), not bytes. Regular expressions are RE2: time
// grows with the text only, so no pattern of a foreign form can hang a visit; it has no look-around
// and no back references (AR-X012).
#include <cstdint>

#include "core/fhirpath/functions.h"
#include "core/fhirpath/pattern.h"

namespace anteroom::fhirpath::functions {
namespace {

Collection text_result(Call& call, std::string text) {
  return {Value{call.evaluator.bounded(call.expr, std::move(text))}};
}

bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::int64_t characters(std::string_view text) {
  std::int64_t count = 0;
  for (const char c : text) count += continues(c) ? 0 : 1;
  return count;
}

// Byte offset of the n-th character; the size when there are fewer.
std::size_t offset_of(std::string_view text, std::int64_t n) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (!continues(text[at]) && n-- == 0) return at;
    ++at;
  }
  return text.size();
}

// Input and first argument, both needed: `run` is asked only when both are there.
template <class Run>
Collection with_text(Call& call, const Run& run) {
  const auto input = call.text(call.input);
  if (!input) return {};
  std::optional<std::string> storage;
  const std::string* argument = call.text_arg(0, storage);
  if (argument == nullptr) return {};
  call.evaluator.tick(call.expr, input->size() / 64);
  return run(*input, *argument);
}

enum class Match { part, whole };

Collection match(Call& call, Match kind) {
  return with_text(call, [&](const std::string& input, const std::string& pattern) {
    const auto run = [&](const re2::RE2& regex) {
      return kind == Match::whole ? re2::RE2::FullMatch(input, regex)
                                  : re2::RE2::PartialMatch(input, regex);
    };
    const auto prepared = call.evaluator.prepared().patterns.find(call.expr.args[0].get());
    if (prepared != call.evaluator.prepared().patterns.end())
      return boolean(run(*prepared->second));
    const auto regex = make_pattern(pattern);
    if (!regex->ok()) fail(call.expr, "AR-X012", "This regular expression cannot be used.");
    return boolean(run(*regex));
  });
}

}  // namespace

Collection index_of(Call& call) {
  return with_text(call, [](const std::string& input, const std::string& part) -> Collection {
    const std::size_t at = input.find(part);
    if (at == std::string::npos) return {Value{std::int64_t{-1}}};
    return {Value{characters(std::string_view(input).substr(0, at))}};
  });
}
Collection last_index_of(Call& call) {
  return with_text(call, [](const std::string& input, const std::string& part) -> Collection {
    const std::size_t at = input.rfind(part);
    if (at == std::string::npos) return {Value{std::int64_t{-1}}};
    return {Value{characters(std::string_view(input).substr(0, at))}};
  });
}

Collection substring(Call& call) {
  const auto input = call.text(call.input);
  if (!input) return {};
  const auto start = call.integer(call.arg(0));
  if (!start || *start < 0 || *start >= characters(*input)) return {};
  const std::string_view rest = std::string_view(*input).substr(offset_of(*input, *start));
  const auto length = call.count() > 1 ? call.integer(call.arg(1)) : std::nullopt;
  if (!length) return {Value{std::string(rest)}};
  return {Value{std::string(rest.substr(0, *length <= 0 ? 0 : offset_of(rest, *length)))}};
}

Collection starts_with(Call& call) {
  return with_text(call, [](const std::string& text, const std::string& part) {
    return boolean(text.starts_with(part));
  });
}
Collection ends_with(Call& call) {
  return with_text(call, [](const std::string& text, const std::string& part) {
    return boolean(text.ends_with(part));
  });
}
Collection contains(Call& call) {
  return with_text(call, [](const std::string& text, const std::string& part) {
    return boolean(text.find(part) != std::string::npos);
  });
}

Collection upper(Call& call) {
  const auto input = call.text(call.input);
  return input ? text_result(call, change_case(*input, Case::upper)) : Collection{};
}
Collection lower(Call& call) {
  const auto input = call.text(call.input);
  return input ? text_result(call, change_case(*input, Case::lower)) : Collection{};
}

Collection replace(Call& call) {
  const auto input = call.text(call.input);
  const auto pattern = call.text(call.arg(0));
  const auto substitution = call.text(call.arg(1));
  if (!input || !pattern || !substitution) return {};
  std::string out;
  for (std::size_t at = 0; at <= input->size();) {
    const std::size_t found = pattern->empty() ? at : input->find(*pattern, at);
    if (found == std::string::npos) {
      out += input->substr(at);
      break;
    }
    out += input->substr(at, found - at) + *substitution;
    at = found + pattern->size();
    if (!pattern->empty()) continue;
    // An empty pattern stands around every character.
    const std::size_t next = at + offset_of(std::string_view(*input).substr(at), 1);
    if (at >= input->size()) break;
    out += input->substr(at, next - at);
    at = next;
    if (out.size() > (std::size_t{1} << 20)) break;  // bounded() refuses it below
  }
  return text_result(call, std::move(out));
}

Collection matches(Call& call) {
  return match(call, Match::part);
}
Collection matches_full(Call& call) {
  return match(call, Match::whole);
}

Collection replace_matches(Call& call) {
  return with_text(call, [&](const std::string& input, const std::string& pattern) -> Collection {
    const auto substitution = call.text(call.arg(1));
    if (!substitution) return {};
    if (pattern.empty()) return {Value{input}};
    const auto regex = make_pattern(pattern);
    std::string error;
    const std::string rewritten =
        regex->ok() ? make_substitution(*regex, *substitution) : std::string();
    if (!regex->ok() || !regex->CheckRewriteString(rewritten, &error))
      fail(call.expr, "AR-X012", "This regular expression or its substitution cannot be used.");
    std::string out = input;
    re2::RE2::GlobalReplace(&out, *regex, rewritten);
    return text_result(call, std::move(out));
  });
}

Collection length(Call& call) {
  const auto input = call.text(call.input);
  return input ? Collection{Value{characters(*input)}} : Collection{};
}

Collection to_chars(Call& call) {
  const auto input = call.text(call.input);
  Collection out;
  if (!input) return out;
  for (std::string_view rest = *input; !rest.empty();) {
    const std::size_t size = offset_of(rest, 1);
    out.emplace_back(std::string(rest.substr(0, size)));
    rest.remove_prefix(size);
  }
  return out;
}

Collection split(Call& call) {
  return with_text(call, [&](const std::string& input, const std::string& separator) -> Collection {
    if (separator.empty()) return to_chars(call);
    Collection out;
    std::size_t at = 0;
    for (std::size_t end = input.find(separator); end != std::string::npos;
         end = input.find(separator, at)) {
      out.emplace_back(input.substr(at, end - at));
      at = end + separator.size();
    }
    out.emplace_back(input.substr(at));
    return out;
  });
}

Collection join(Call& call) {
  const std::string separator = call.count() > 0 ? call.text(call.arg(0)).value_or("") : "";
  std::string out;
  for (std::size_t i = 0; i < call.input.size(); ++i) {
    const auto part = text_of(system_value(call.input[i]));
    if (!part) call.wrong_type("text");
    out += (i > 0 ? separator : "") + *part;
    call.evaluator.tick(call.expr, 1 + part->size() / 64);
    if (out.size() > (std::size_t{1} << 20)) break;  // bounded() refuses it below
  }
  if (call.input.empty()) return {};
  return text_result(call, std::move(out));
}

Collection trim(Call& call) {
  const auto input = call.text(call.input);
  if (!input) return {};
  const std::size_t first = input->find_first_not_of(" \t\r\n\f\v");
  if (first == std::string::npos) return {Value{std::string()}};
  return {Value{input->substr(first, input->find_last_not_of(" \t\r\n\f\v") - first + 1)}};
}

}  // namespace anteroom::fhirpath::functions
