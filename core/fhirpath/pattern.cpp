#include "core/fhirpath/pattern.h"

namespace anteroom::fhirpath {
namespace {

// RE2 spells it (?P<name>...); (?<= and (?<! are look-behind, which it refuses by itself.
std::string with_re2_names(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      out += text.substr(i++, 2);
      continue;
    }
    const std::string_view rest = text.substr(i);
    const bool name =
        rest.starts_with("(?<") && rest.size() > 3 && rest[3] != '=' && rest[3] != '!';
    if (!name) {
      out += text[i];
      continue;
    }
    out += "(?P<";
    i += 2;
  }
  return out;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::unique_ptr<re2::RE2> make_pattern(std::string_view text) {
  re2::RE2::Options options;
  options.set_dot_nl(true);  // N1: single-line mode
  options.set_log_errors(false);
  return std::make_unique<re2::RE2>(with_re2_names(text), options);
}

std::string make_substitution(const re2::RE2& pattern, std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("$") && rest.size() > 1 && is_digit(rest[1])) {
      out += '\\';
      continue;
    }
    const std::size_t end = rest.starts_with("${") ? rest.find('}') : std::string_view::npos;
    if (end != std::string_view::npos) {
      const auto group = pattern.NamedCapturingGroups().find(std::string(rest.substr(2, end - 2)));
      if (group != pattern.NamedCapturingGroups().end() && group->second < 10) {
        out += "\\" + std::to_string(group->second);
        i += end;
        continue;
      }
    }
    out += text[i] == '\\' ? "\\\\" : std::string(1, text[i]);
  }
  return out;
}

}  // namespace anteroom::fhirpath
