// The catalogue of shared questions against its schema.
#include <gtest/gtest.h>

#include "tests/schemas/support.h"

namespace anteroom::schemas {
namespace {

json::value catalogue() {
  return read_json("schemas/shared-questions.json");
}

TEST(SharedQuestions, TheCatalogueFits) {
  EXPECT_EQ(problem_by("shared-questions", catalogue()), "");
}

TEST(SharedQuestions, WhatIsWrongIsRefused) {
  json::value extra = catalogue();
  extra.as_object()["surprise"] = 1;
  EXPECT_NE(problem_by("shared-questions", extra), "");
  json::value untyped = catalogue();
  untyped.as_object()["questions"].as_array()[0].as_object()["type"] = "group";
  EXPECT_NE(problem_by("shared-questions", untyped), "");
  json::value nameless = catalogue();
  nameless.as_object()["questions"].as_array()[0].as_object().erase("id");
  EXPECT_NE(problem_by("shared-questions", nameless), "");
}

}  // namespace
}  // namespace anteroom::schemas
