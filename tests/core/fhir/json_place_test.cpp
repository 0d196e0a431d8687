#include "core/fhir/json_place.h"

#include <gtest/gtest.h>

#include "core/fhir/json.h"

namespace anteroom::fhir {
namespace {

using Place = std::pair<int, int>;

constexpr std::string_view kText =
    "{ // note\n"
    "  \"é\": [10, {\"a/b\": \"x]\\\"\"},\n"
    "    true],\n"
    "  \"tail\": {\"m~n\": -1.5}\n"
    "}\n";

TEST(Locate, FindsValuesByPointer) {
  EXPECT_EQ(locate(kText, ""), Place(1, 1));
  EXPECT_EQ(locate(kText, "/é"), Place(2, 8));
  EXPECT_EQ(locate(kText, "/é/0"), Place(2, 9));
  EXPECT_EQ(locate(kText, "/é/1/a~1b"), Place(2, 21));
  EXPECT_EQ(locate(kText, "/é/2"), Place(3, 5));
  EXPECT_EQ(locate(kText, "/tail/m~0n"), Place(4, 19));
}

TEST(Locate, NothingWhereNothingIs) {
  for (const char* pointer : {"/x", "/é/3", "/é/-1", "/é/0/a", "/tail/x", "é", "/é/"})
    EXPECT_EQ(locate(kText, pointer), Place(0, 0)) << pointer;
  for (const char* text : {"", "{", "{\"a\"", "{\"a\":", "[", "[1,", "\"", "{\"a\":\"\\"})
    EXPECT_EQ(locate(text, "/a/1"), Place(0, 0)) << text;
}

TEST(WithPlace, FillsLineAndColumn) {
  const Error error = with_place({"AR-F001", "message", "/tail/m~0n", ""}, kText);
  EXPECT_EQ(error.line, 4);
  EXPECT_EQ(error.column, 19);
}

TEST(PlaceOf, CountsCharactersNotBytes) {
  EXPECT_EQ(place_of("ab\né😀x", 9), Place(2, 3));
}

}  // namespace
}  // namespace anteroom::fhir
