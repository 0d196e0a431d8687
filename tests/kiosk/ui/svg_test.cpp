// The SVG subset: what it reads, and what a hostile bundle cannot do with it.
#include "kiosk/ui/svg.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace anteroom::ui {
namespace {

TEST(SvgPath, ReadsAbsoluteRelativeAndCompactNumbers) {
  const Path path = parse_path("M10 20h5v-5l-.5.5z");
  ASSERT_EQ(path.size(), 5U);
  EXPECT_EQ(path[0].command, 'M');
  EXPECT_DOUBLE_EQ(path[1].at[0], 15);
  EXPECT_DOUBLE_EQ(path[2].at[1], 15);
  EXPECT_DOUBLE_EQ(path[3].at[0], 14.5);
  EXPECT_DOUBLE_EQ(path[3].at[1], 15.5);
  EXPECT_EQ(path[4].command, 'Z');
}

TEST(SvgPath, ArcEndsWhereItSays) {
  const Path path = parse_path("M24 10a14 14 0 0 1 0 28z");
  ASSERT_GE(path.size(), 3U);
  const PathStep& last = path[path.size() - 2];
  EXPECT_EQ(last.command, 'C');
  EXPECT_NEAR(last.at[4], 24, 1e-6);
  EXPECT_NEAR(last.at[5], 38, 1e-6);
}

TEST(SvgPath, StopsAtWhatItCannotRead) {
  EXPECT_EQ(parse_path("M1 1 L2 2 X9").size(), 2U);
  EXPECT_TRUE(parse_path("10 20").empty());
  EXPECT_TRUE(parse_path("").empty());
}

TEST(SvgPath, ContainsIsExact) {
  const Path square = parse_path("M0 0 L10 0 L10 10 L0 10 Z");
  EXPECT_TRUE(contains(square, 5, 5));
  EXPECT_FALSE(contains(square, 11, 5));
  EXPECT_EQ(middle_of(square), std::make_pair(5.0, 5.0));
}

TEST(Svg, InheritsPaintsAndViews) {
  const Drawing drawing = parse_svg(
      R"svg(<svg viewBox="0 0 560 716"><g data-view="back" fill="var(--sand)" stroke="#182A2B" stroke-width="4">)svg"
      R"svg(<path data-code="neck" d="M0 0 L1 1"/><circle cx="5" cy="5" r="2" fill="none"/></g><rect width="3" height="2"/></svg>)svg");
  ASSERT_EQ(drawing.shapes.size(), 3U);
  EXPECT_DOUBLE_EQ(drawing.width, 560);
  EXPECT_EQ(drawing.shapes[0].code, "neck");
  EXPECT_EQ(drawing.shapes[0].view, "back");
  EXPECT_EQ(drawing.shapes[0].fill.token, Token::sand);
  EXPECT_DOUBLE_EQ(drawing.shapes[0].stroke_width, 4);
  EXPECT_EQ(drawing.shapes[1].fill.kind, Paint::Kind::none);
  EXPECT_EQ(drawing.shapes[2].view, "");
}

TEST(Svg, IgnoresScriptsAndReferences) {
  const Drawing drawing = parse_svg(
      R"svg(<svg><script>x</script><image href="file:///etc/passwd"/><use href="#a"/></svg>)svg");
  EXPECT_TRUE(drawing.shapes.empty());
}

RC_GTEST_PROP(Svg, AnyTextIsReadWithoutFailure, (const std::string& text)) {
  (void)parse_svg(text);
  (void)parse_svg("<svg><path d='" + text + "'/></svg>");
  (void)parse_path(text);
}

}  // namespace
}  // namespace anteroom::ui
