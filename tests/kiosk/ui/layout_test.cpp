// Layout invariants of every sample page: sizes in millimetres, gaps, nothing clipped, nothing
// overlapping, every choice of the page on the screen; both orientations, three text sizes.
#include "kiosk/ui/layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/support/sample_pages.h"

namespace anteroom::ui {
namespace {

struct Case {
  Canvas canvas;
  int text_scale;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const Canvas& canvas : {Canvas{1080, 1920}, Canvas{1920, 1080}}) {
    for (const int scale : {100, 125, 150}) all.push_back({canvas, scale});
  }
  return all;
}

std::string place(const flow::Page& page, const Case& at) {
  return page.key + (at.canvas.portrait() ? " portrait " : " landscape ") +
         std::to_string(at.text_scale);
}

template <class Check>
void on_every_layout(Check check) {
  for (flow::Page page : flow::samples::all()) {
    for (const Case& at : cases()) {
      page.text_scale = at.text_scale;
      SCOPED_TRACE(place(page, at));
      check(page, lay_out(page, at.canvas, {}), at);
    }
  }
}

std::vector<const Element*> controls_of(const PageLayout& layout) {
  std::vector<const Element*> out;
  for (const Element& element : layout.elements) {
    if (element.is_pressable() || element.role == Role::field) out.push_back(&element);
  }
  return out;
}

TEST(Layout, TargetsAreAtLeast16Millimetres) {
  on_every_layout([](const flow::Page&, const PageLayout& layout, const Case&) {
    for (const Element* control : controls_of(layout)) {
      EXPECT_GE(control->box.w / reference_px_per_mm, 16) << control->id;
      EXPECT_GE(control->box.h / reference_px_per_mm, 16) << control->id;
    }
  });
}

TEST(Layout, ControlsKeepADistanceAndDoNotOverlap) {
  on_every_layout([](const flow::Page&, const PageLayout& layout, const Case&) {
    const auto controls = controls_of(layout);
    for (std::size_t i = 0; i < controls.size(); ++i) {
      for (std::size_t j = i + 1; j < controls.size(); ++j) {
        const Box grown = controls[i]->box.inset(-10.8);  // 3 mm
        EXPECT_FALSE(grown.overlaps(controls[j]->box))
            << controls[i]->id << " and " << controls[j]->id;
      }
    }
  });
}

TEST(Layout, NothingLeavesTheScreen) {
  on_every_layout([](const flow::Page&, const PageLayout& layout, const Case& at) {
    for (const Element& element : layout.elements) {
      EXPECT_GE(element.box.x, 0) << element.id << element.name;
      EXPECT_GE(element.box.y, 0) << element.id << element.name;
      EXPECT_LE(element.box.right(), at.canvas.width + 0.5) << element.id << element.name;
      EXPECT_LE(element.box.bottom(), at.canvas.height + 0.5) << element.id << element.name;
    }
  });
}

TEST(Layout, WordsDoNotCrossControlsOrOtherWords) {
  on_every_layout([](const flow::Page&, const PageLayout& layout, const Case&) {
    std::vector<const Element*> words;
    for (const Element& element : layout.elements) {
      if (element.role == Role::text || element.role == Role::heading) words.push_back(&element);
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
      const Box box = words[i]->box.inset(1);
      for (const Element* control : controls_of(layout)) {
        EXPECT_FALSE(box.overlaps(control->box)) << words[i]->name << " / " << control->id;
      }
      for (std::size_t j = i + 1; j < words.size(); ++j) {
        EXPECT_FALSE(box.overlaps(words[j]->box.inset(1)))
            << words[i]->name << " / " << words[j]->name;
      }
    }
  });
}

TEST(Layout, EveryControlOfThePageIsThere) {
  on_every_layout([](const flow::Page& page, const PageLayout& layout, const Case&) {
    std::multiset<std::string> ids;
    for (const Element& element : layout.elements) {
      if (element.is_control()) ids.insert(element.id);
    }
    const auto once = [&ids](const std::string& id) { EXPECT_EQ(ids.count(id), 1U) << id; };
    for (const flow::Choice& choice : page.choices) once(choice.id);
    for (const flow::Row& row : page.rows) {
      for (const flow::Choice& choice : row.choices) once(choice.id);
    }
    for (const flow::Field& field : page.fields) once(field.id);
    for (const auto* skip : {&page.not_sure, &page.declined}) {
      if (skip->has_value()) once((*skip)->id);
    }
    for (const auto* button : {&page.back, &page.next, &page.stop}) {
      if (button->has_value()) once((*button)->action.id);
    }
    for (const flow::Button& button : page.help) once(button.action.id);
    for (const flow::Region& region : page.regions) {
      if (region.view == page.view || region.view.empty()) once("option:" + region.code);
    }
  });
}

TEST(Layout, FixedLinesOfThePortraitPage) {
  const PageLayout layout = lay_out(flow::samples::many_of(), {1080, 1920}, {});
  EXPECT_DOUBLE_EQ(layout.find("unknown:not-sure")->box.y, 1496);
  EXPECT_DOUBLE_EQ(layout.find("continue")->box.y, 1624);
  EXPECT_DOUBLE_EQ(layout.find("call-staff")->box.y, 1786);
  const auto title =
      std::find_if(layout.elements.begin(), layout.elements.end(),
                   [](const Element& element) { return element.role == Role::heading; });
  ASSERT_NE(title, layout.elements.end());
  EXPECT_NEAR(title->box.y, 264, 0.5);
  EXPECT_DOUBLE_EQ(layout.find("option:dull")->box.h, 144);
}

TEST(Layout, CallStaffIsTheLastHelpButtonInTheSamePlaceOnEveryPage) {
  for (const Case& at : cases()) {
    if (!at.canvas.portrait()) continue;
    std::optional<Box> place;
    for (flow::Page page : flow::samples::all()) {
      page.text_scale = at.text_scale;
      const PageLayout layout = lay_out(page, at.canvas, {});
      const Element* staff = layout.find("call-staff");
      ASSERT_NE(staff, nullptr) << page.key;
      EXPECT_EQ(place.value_or(staff->box), staff->box) << page.key;
      place = staff->box;
    }
  }
}

TEST(Layout, ConsentAndQuestionsStartEmptyAndOneFilledButtonStands) {
  const PageLayout layout = lay_out(flow::samples::privacy(), {1080, 1920}, {});
  for (const Element& element : layout.elements) {
    EXPECT_FALSE(element.group == "answers" && element.selected) << element.id;
  }
}

TEST(Layout, TheKeyboardFollowsTheField) {
  ViewState state;
  state.focused = "field:given";
  EXPECT_NE(lay_out(flow::samples::check_in(), {1080, 1920}, state).find("key:q"), nullptr);
  state.focused = "field:year";
  const PageLayout digits = lay_out(flow::samples::check_in(), {1080, 1920}, state);
  EXPECT_EQ(digits.find("key:q"), nullptr);
  EXPECT_NE(digits.find("key:7"), nullptr);
  EXPECT_NE(digits.find("key:next-box"), nullptr);
  EXPECT_EQ(digits.find("key:zxcvbnm"), nullptr);
}

TEST(Layout, TheKeypadHasTheMarkOfTheNumber) {
  flow::Page page = flow::samples::time_of_day();
  EXPECT_NE(lay_out(page, {1080, 1920}, {}).find("key::"), nullptr);
  page.keyboard.rows.back() = ".0";
  EXPECT_NE(lay_out(page, {1080, 1920}, {}).find("key:."), nullptr);
  page.keyboard.rows.back() = "0";
  EXPECT_NE(lay_out(page, {1080, 1920}, {}).find("key:clear"), nullptr);
}

TEST(Layout, RightToLeftMirrorsRowsButNotThePicture) {
  flow::Page page = flow::samples::many_of();
  page.right_to_left = true;
  const PageLayout layout = lay_out(page, {1080, 1920}, {});
  EXPECT_GT(layout.find("back")->box.x, layout.find("continue")->box.x);
  flow::Page map = flow::samples::body_map();
  for (const Canvas& canvas : {Canvas{1080, 1920}, Canvas{1920, 1080}}) {
    map.right_to_left = false;
    const PageLayout plain = lay_out(map, canvas, {});
    const Element before = *plain.find("map");
    map.right_to_left = true;
    const PageLayout mirrored = lay_out(map, canvas, {});
    const Element& after = *mirrored.find("map");
    // The picture stands on the other side, beside its list, and is the same picture: left stays
    // the patient's left.
    EXPECT_DOUBLE_EQ(after.box.x, canvas.width - before.box.right());
    ASSERT_EQ(after.regions.size(), before.regions.size());
    for (std::size_t i = 0; i < after.regions.size(); ++i) {
      const auto [x, y] = middle_of(after.regions[i].path);
      const auto [x_before, y_before] = middle_of(before.regions[i].path);
      EXPECT_NEAR(x - after.box.x, x_before - before.box.x, 0.01) << after.regions[i].id;
      EXPECT_DOUBLE_EQ(y, y_before);
    }
    for (const Element& element : mirrored.elements) {
      if (!element.is_pressable() || element.key) continue;
      EXPECT_FALSE(element.box.overlaps(after.box)) << element.id;
    }
  }
}

TEST(Layout, NamesAreMaskedButTheFirstLetter) {
  EXPECT_EQ(masked("Mara"), "M•••");
  EXPECT_EQ(masked("Élan"), "É•••");
  EXPECT_EQ(masked(""), "");
}

// In large type a mistake may set the title smaller, but never takes it away.
TEST(Layout, AMistakeNeverTakesTheTitleAway) {
  on_every_layout([](const flow::Page& page, const PageLayout& layout, const Case&) {
    if (page.mistakes.empty()) return;
    EXPECT_TRUE(std::any_of(layout.elements.begin(), layout.elements.end(), [&](const Element& e) {
      return e.role == Role::heading && e.name == page.title.spoken();
    })) << page.key;
  });
}

TEST(Layout, ReviewPutsAnswersUnderTheirQuestionsInTheLargestType) {
  flow::Page page = flow::samples::review();
  page.text_scale = 150;
  const flow::ReviewLine& line = page.review.front().lines.front();
  for (const Canvas& canvas : {Canvas{1080, 1920}, Canvas{1920, 1080}}) {
    const PageLayout layout = lay_out(page, canvas, {});
    const auto named = [&](const flow::Text& text) {
      return std::find_if(layout.elements.begin(), layout.elements.end(),
                          [&](const Element& e) { return e.name == text.spoken(); });
    };
    const auto question = named(line.question), answer = named(line.answer);
    ASSERT_NE(question, layout.elements.end());
    ASSERT_NE(answer, layout.elements.end());
    EXPECT_DOUBLE_EQ(question->box.x, answer->box.x);
    EXPECT_GE(answer->box.y, question->box.bottom());
    EXPECT_GT(question->box.w, canvas.portrait() ? 800 : 550);
  }
}

// The view tells flow how many rows there are: all of them stand at full height, one more would
// not.
TEST(Layout, OptionsThatFitFillThePage) {
  flow::Page page = flow::samples::many_of();
  page.choices.clear();
  const Canvas canvas{1080, 1920};
  const int fit = options_that_fit(page, canvas);
  const auto least_height = [&](int count) {
    page.choices.clear();
    for (int i = 0; i < count; ++i) {
      page.choices.push_back(flow::samples::choice("option:" + std::to_string(i), "Short"));
    }
    return lay_out(page, canvas, {}).find("option:0")->box.h;
  };
  EXPECT_GE(least_height(fit), 112);
  EXPECT_LT(least_height(fit + 1), 112);
}

// A review longer than the screen, one of its groups too: every line stands on exactly one part,
// above the foot.
TEST(Layout, LongReviewLosesNoLine) {
  flow::Page page = flow::samples::review();
  flow::ReviewGroup& longest = page.review.back();
  for (int i = 0; i < 60; ++i) {
    longest.lines.push_back(flow::samples::line(
        "Question " + std::to_string(i) + " asks something rather long, in many words",
        i % 3 == 0 ? "Not answered" : "Middle back, left side, and Left ribs"));
  }
  for (const Case& at : cases()) {
    page.text_scale = at.text_scale;
    SCOPED_TRACE(place(page, at));
    std::map<std::string, int> seen;
    std::set<std::string> changes, parts;
    for (int part = 0; part < 200; ++part) {
      ViewState state;
      state.review_page = part;
      const PageLayout layout = lay_out(page, at.canvas, state);
      const Element* const next = layout.find("review:next-part");
      ASSERT_NE(next, nullptr);
      if (!parts.insert(next->name).second) break;
      for (const Element& element : layout.elements) {
        if (element.id.starts_with("change:")) changes.insert(element.id);
        if (!element.name.starts_with("Question ")) continue;
        ++seen[element.name];
        EXPECT_LE(element.box.bottom(), next->box.y) << element.name;
      }
    }
    EXPECT_EQ(seen.size(), 60u);
    for (const auto& [name, times] : seen) EXPECT_EQ(times, 1) << name;
    EXPECT_EQ(changes.size(), page.review.size());
  }
}

}  // namespace
}  // namespace anteroom::ui
