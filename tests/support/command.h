// Runs a program as a person at a shell would and gives what it printed and how it ended.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <string>

#include "core/fhir/json.h"

namespace anteroom {

struct Outcome {
  int code = -1;  ///< exit code, -1 when a signal ended it
  std::string out;
  [[nodiscard]] fhir::Json json() const {
    auto json = fhir::parse_json(out);
    EXPECT_TRUE(json.ok()) << out;
    return json.ok() ? *json : fhir::Json();
  }
};

/// `line` goes through a shell; add 2>&1 to see errors too.
inline Outcome run_command(const std::string& line) {
  Outcome run;
  FILE* pipe = popen(line.c_str(), "r");
  if (pipe == nullptr) return run;
  char buffer[4096];
  while (const std::size_t got = fread(buffer, 1, sizeof buffer, pipe)) run.out.append(buffer, got);
  const int status = pclose(pipe);
  run.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return run;
}

}  // namespace anteroom
