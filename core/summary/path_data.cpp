#include "core/summary/path_data.h"

#include <charconv>
#include <cmath>

namespace anteroom::summary {
namespace {

constexpr std::size_t kMostSteps = 2000;

bool is_separator(char character) {
  return character == ' ' || character == ',' || character == '\n' || character == '\r' ||
         character == '\t';
}

struct Reader {
  std::string_view rest;

  void skip() {
    while (!rest.empty() && is_separator(rest.front())) rest.remove_prefix(1);
  }
  std::optional<double> number() {
    skip();
    if (!rest.empty() && rest.front() == '+') return std::nullopt;
    double value = 0;
    const auto [end, code] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (code != std::errc{} || !std::isfinite(value)) return std::nullopt;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    return value;
  }
};

int number_count(char command) {
  switch (command) {
    case 'M':
    case 'L':
      return 2;
    case 'C':
      return 6;
    case 'Z':
      return 0;
    default:
      return -1;
  }
}

}  // namespace

std::optional<std::vector<PathStep>> parse_path(std::string_view data) {
  std::vector<PathStep> steps;
  Reader reader{data};
  char command = 0;
  for (reader.skip(); !reader.rest.empty(); reader.skip()) {
    const char next = reader.rest.front();
    if (number_count(next) >= 0) {
      command = next;
      reader.rest.remove_prefix(1);
    } else if (command == 0 || command == 'Z') {
      return std::nullopt;
    } else if (command == 'M') {
      command = 'L';
    }
    if (steps.empty() && command != 'M') return std::nullopt;
    if (steps.size() >= kMostSteps) return std::nullopt;
    PathStep step{command, {}};
    for (int i = 0; i < number_count(command); ++i) {
      const auto value = reader.number();
      if (!value) return std::nullopt;
      step.numbers[static_cast<std::size_t>(i)] = *value;
    }
    steps.push_back(step);
  }
  if (steps.empty()) return std::nullopt;
  return steps;
}

}  // namespace anteroom::summary
