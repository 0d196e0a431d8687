// Regions of a drawing joined with the answers: the same codes, every answer reachable.
#include "kiosk/flow/body_map.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

namespace anteroom::flow {
namespace {

Choice answer(const std::string& code, bool selected = false) {
  Choice choice;
  choice.id = "option:" + code;
  choice.label = Text(code + " in words");
  choice.selected = selected;
  return choice;
}

constexpr std::string_view kSvg = R"(<svg viewBox="0 0 560 716" data-list-only="other">
  <!-- <path data-code="ghost" data-view="back" d="M 0 0 Z"/> -->
  <g data-view="back"><path class="outline" d="M 1 1 Z"/>
    <path data-code="blade-left" data-view="back" d="M 10 10 L 20 10 Z"/>
    <path d='M 30 30 Z' data-view='back'
          data-code='mid-back'/></g>
  <g data-view="front"><path data-code="chest" data-view="front" d="M 5 5 Z"/></g></svg>)";

TEST(BodyMap, ReadsShapesAndNotOutlinesOrComments) {
  const std::vector<BodyShape> shapes = read_body_shapes(kSvg);
  ASSERT_EQ(shapes.size(), 3u);
  EXPECT_EQ(shapes[0].code, "blade-left");
  EXPECT_EQ(shapes[0].path, "M 10 10 L 20 10 Z");
  EXPECT_EQ(shapes[1].code, "mid-back");
  EXPECT_EQ(shapes[1].path, "M 30 30 Z");
  EXPECT_EQ(shapes[2].view, "front");
}

TEST(BodyMap, NumbersCountWithinAViewAndListOnlyAnswersHaveNone) {
  const auto regions = body_regions(
      kSvg, {answer("blade-left", true), answer("mid-back"), answer("chest"), answer("other")});
  ASSERT_EQ(regions.size(), 4u);
  EXPECT_EQ(regions[0].number, 1);
  EXPECT_TRUE(regions[0].selected);
  EXPECT_EQ(regions[1].number, 2);
  EXPECT_EQ(regions[2].number, 1);
  EXPECT_EQ(regions[3].number, 0);
  EXPECT_EQ(regions[3].view, "");
}

TEST(BodyMap, ACodeIsNotMistakenForOneThatEndsAlike) {
  const auto regions = body_regions(R"(<path data-code="back" data-view="back" d="M 0 0 Z"/>)",
                                    {answer("mid-back"), answer("back")});
  ASSERT_EQ(regions.size(), 2u);
  EXPECT_TRUE(regions[0].path.empty());
  EXPECT_FALSE(regions[1].path.empty());
}

TEST(BodyMap, BrokenDrawingsLeaveTheList) {
  for (const std::string_view svg : {"", "<", "<path", "<path data-code=\"a", "<!-- never closed",
                                     "<path data-code=\"a\" data-view=\"back\">"}) {
    const auto regions = body_regions(svg, {answer("a")});
    ASSERT_EQ(regions.size(), 1u);
    EXPECT_EQ(regions[0].label.shown(), "a in words");
  }
}

TEST(BodyMap, TheUpperBackDrawingHasItsShapes) {
  std::ifstream in(std::string(ANTEROOM_SOURCE_DIR) + "/plugins/upper_back_pain/body-map.svg");
  const std::string svg((std::istreambuf_iterator<char>(in)), {});
  const std::vector<BodyShape> shapes = read_body_shapes(svg);
  EXPECT_EQ(shapes.size(), 16u);
  for (const BodyShape& shape : shapes) EXPECT_EQ(shape.path[0], 'M');
}

}  // namespace
}  // namespace anteroom::flow
