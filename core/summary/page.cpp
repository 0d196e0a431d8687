// The one page: how much of each part fits, found by trying less and less until the sheet holds it.
#include <algorithm>
#include <vector>

#include "core/summary/page_parts.h"

namespace anteroom::summary {
namespace {

constexpr double kFooterGap = 14;

// Below the flag box, in a space of its own scale whose left edge is 0.
double draw_body(Canvas& canvas, const Summary& summary, const Fit& fit, double width) {
  constexpr double kMapWidth = 424, kGap = 32, kPainWidth = 500;
  double y = 0;
  if (!summary.conditions.empty()) y += 22 + draw_conditions(canvas, summary, fit, 22, width);
  if (fit.headline == Fit::Headline::shown && !summary.headline.empty()) {
    y += 8 + canvas.text(0, y + 14, width, {{summary.headline, 600}}, {.size = 20, .max_lines = 2});
  }
  if (summary.conditions.empty() && (fit.quote > 0 || fit.hpi > 0)) {
    y += 22;
    const bool map = fit.map == Fit::Map::shown;
    const double story_width = map ? width - kMapWidth - kGap : width;
    const double story = draw_story(canvas, summary, fit, 0, y, story_width);
    y += map ? std::max(story, draw_map(canvas, summary, story_width + kGap, y, kMapWidth)) : story;
  }
  if (fit.scores == Fit::Scores::shown && !(summary.impact.empty() && summary.pain.empty())) {
    y += 22;
    const double impact_width = width - kPainWidth - kGap;
    const double impact = draw_impact(canvas, summary, 0, y, impact_width);
    y += std::max(impact, draw_pain_line(canvas, summary, impact_width + kGap, y, kPainWidth));
  }
  const auto section = [&](double gap, double height) { y += height > 0 ? gap + height : 0; };
  section(18, draw_columns(canvas, summary, fit, y + 18, width));
  section(18, draw_prompts(canvas, summary, fit, y + 18, width));
  section(20, draw_notes(canvas, fit, y + 20, width));
  return y;
}

// Draws or measures the page above the footer; returns the y where it ends.
double draw_page(Canvas& canvas, const Summary& summary, const Fit& fit) {
  double y = kTop;
  y += draw_header(canvas, summary, y) + 16;
  y += draw_flag_box(canvas, summary, fit, y);
  canvas.push(kSide, y, fit.body_scale);
  y += draw_body(canvas, summary, fit, kInner / fit.body_scale) * fit.body_scale;
  canvas.pop();
  return y;
}

// From everything to flags and gaps alone. Order: white space first, then type a little smaller,
// then parts from the end of the page, and only when nothing else is left does the flag box shrink
// as far as it must.
std::vector<Fit> ladder(const Summary& summary) {
  std::vector<Fit> steps(1);
  const auto then = [&](auto change) {
    Fit next = steps.back();
    change(next);
    steps.push_back(next);
  };
  const auto flags = [&](double scale) {
    then([&](Fit& f) { f.flag_scale = std::min(f.flag_scale, scale); });
  };
  const auto body = [&](double scale) {
    then([&](Fit& f) { f.body_scale = std::min(f.body_scale, scale); });
  };
  const auto columns = [&](int most) { then([&](Fit& f) { f.columns = most; }); };
  const auto prompts = [&](int most) {
    then([&](Fit& f) { f.prompts = std::min(f.prompts, most); });
  };
  then([](Fit& f) { f.notes = 1; });
  then([](Fit& f) { f.notes = 0; });
  body(0.95);
  then([](Fit& f) { f.flags = Fit::Flags::compact; });
  // Two stories leave less room: words shrink and prompts go before allergies and medicines are
  // cut.
  if (!summary.conditions.empty()) {
    body(0.9), flags(0.95), body(0.86), flags(0.9), body(0.82), flags(0.85), body(0.78);
    flags(0.8), prompts(4), body(0.75), prompts(2), flags(0.75), prompts(0), body(0.72);
  }
  body(0.9), flags(0.95), body(0.86), flags(0.9), columns(8), columns(6), flags(0.85), body(0.82);
  prompts(4), columns(5), columns(4), flags(0.8), body(0.78), prompts(3), columns(3), prompts(2),
      columns(2);
  flags(0.75), prompts(0), columns(0), flags(0.7);
  then([](Fit& f) { f.scores = Fit::Scores::left_out; });
  then([](Fit& f) { f.map = Fit::Map::left_out; });
  for (const int most : {8, 6, 4, 2, 0}) then([&](Fit& f) { f.hpi = most; });
  then([](Fit& f) { f.denied = 12; });
  then([](Fit& f) { f.quote = 120; });
  flags(0.65);
  then([](Fit& f) { f.quote = 0; });
  then([](Fit& f) { f.headline = Fit::Headline::left_out; });
  then([](Fit& f) { f.denied = 0; });
  for (double scale = 0.6; scale > 0.01; scale *= 0.94) flags(scale);
  return steps;
}

}  // namespace

Placement place_page(Canvas& canvas, const Summary& summary) {
  const Measuring measuring(canvas);
  Placement placement;
  placement.limit = draw_footer(canvas, summary) - kFooterGap;
  const std::vector<Fit> steps = ladder(summary);
  const auto too_much = [&](const Fit& fit) {
    return draw_page(canvas, summary, fit) > placement.limit;
  };
  const auto found = std::partition_point(steps.begin(), steps.end(), too_much);
  placement.fit = found == steps.end() ? steps.back() : *found;
  placement.end = draw_page(canvas, summary, placement.fit);
  return placement;
}

Result<std::string> to_pdf(const Summary& summary) {
  auto canvas = Canvas::create(
      {.title = "Intake summary " + summary.intake_number, .created = summary.made_at_iso});
  if (!canvas) return canvas.error();
  Canvas& page = **canvas;
  const Placement placement = place_page(page, summary);
  if (placement.end > placement.limit) {
    return Error{"AR-M003", "The flags and gaps do not fit on one page in any size.", "",
                 "Read summary.txt or summary.html."};
  }
  page.set_mode(Canvas::Mode::paint);
  draw_page(page, summary, placement.fit);
  draw_footer(page, summary);
  if (page.unknown_glyphs() > 0) {
    return Error{"AR-M002", "A character of the summary has no glyph in the installed fonts.", "",
                 "Install fonts-inter, fonts-noto-core and fonts-wqy-microhei."};
  }
  return page.finish();
}

}  // namespace anteroom::summary
