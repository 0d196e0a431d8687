// The one page: how much of each part fits, found by trying less and less until the sheet holds it.
#include <algorithm>
#include <vector>

#include "core/summary/page_parts.h"

namespace anteroom::summary {
namespace {

constexpr double kFooterGap = 14;

// Draws or measures the page above the footer; returns the y where it ends.
double draw_page(Canvas& canvas, const Summary& summary, const Fit& fit) {
  double y = kTop;
  y += draw_header(canvas, summary, y) + 16;
  y += draw_flag_box(canvas, summary, fit, y);
  if (fit.headline == Fit::Headline::shown && !summary.headline.empty()) {
    y += 14 + canvas.text(kSide, y + 14, kInner, {{summary.headline, 600}}, {.size = 20, .max_lines = 2}) - 6;
  }
  constexpr double kMapWidth = 424, kGap = 32, kPainWidth = 500;
  if (fit.quote > 0 || fit.hpi > 0) {
    y += 22;
    const bool map = fit.map == Fit::Map::shown;
    const double width = map ? kInner - kMapWidth - kGap : kInner;
    const double story = draw_story(canvas, summary, fit, kSide, y, width);
    y += map ? std::max(story, draw_map(canvas, summary, kSide + width + kGap, y, kMapWidth)) : story;
  }
  if (fit.scores == Fit::Scores::shown && !(summary.impact.empty() && summary.pain.empty())) {
    y += 22;
    const double width = kInner - kPainWidth - kGap;
    const double impact = draw_impact(canvas, summary, kSide, y, width);
    y += std::max(impact, draw_pain_line(canvas, summary, kSide + width + kGap, y, kPainWidth));
  }
  const auto section = [&](double gap, double height) { y += height > 0 ? gap + height : 0; };
  section(18, draw_columns(canvas, summary, fit, y + 18));
  section(18, draw_prompts(canvas, summary, fit, y + 18));
  section(20, draw_notes(canvas, fit, y + 20));
  return y;
}

// From everything to flags and gaps alone. Order: white space first, then the flags' type a little, then parts from the
// end of the page, and only when nothing else is left does the flag box shrink as far as it must.
std::vector<Fit> ladder() {
  std::vector<Fit> steps(1);
  const auto then = [&](auto change) {
    Fit next = steps.back();
    change(next);
    steps.push_back(next);
  };
  then([](Fit& f) { f.notes = 1; });
  then([](Fit& f) { f.notes = 0; });
  then([](Fit& f) { f.flags = Fit::Flags::compact; });
  for (const double scale : {0.95, 0.9, 0.85}) then([&](Fit& f) { f.flag_scale = scale; });
  for (const int count : {8, 6, 5, 4}) then([&](Fit& f) { f.columns = count; });
  for (const int count : {4, 3, 2}) then([&](Fit& f) { f.prompts = count; });
  for (const double scale : {0.8, 0.75}) then([&](Fit& f) { f.flag_scale = scale; });
  then([](Fit& f) { f.prompts = 0; });
  for (const int count : {3, 2, 0}) then([&](Fit& f) { f.columns = count; });
  then([](Fit& f) { f.flag_scale = 0.7; });
  then([](Fit& f) { f.scores = Fit::Scores::left_out; });
  then([](Fit& f) { f.map = Fit::Map::left_out; });
  for (const int count : {8, 6, 4, 2, 0}) then([&](Fit& f) { f.hpi = count; });
  then([](Fit& f) { f.denied = 12; });
  then([](Fit& f) { f.quote = 120; });
  then([](Fit& f) { f.flag_scale = 0.65; });
  then([](Fit& f) { f.quote = 0; });
  then([](Fit& f) { f.headline = Fit::Headline::left_out; });
  then([](Fit& f) { f.denied = 0; });
  for (double scale = 0.6; scale > 0.01; scale *= 0.94) then([&](Fit& f) { f.flag_scale = scale; });
  return steps;
}

Fit best_fit(Canvas& canvas, const Summary& summary, double bottom) {
  const Measuring measuring(canvas);
  const std::vector<Fit> steps = ladder();
  const auto too_much = [&](const Fit& fit) { return draw_page(canvas, summary, fit) > bottom; };
  const auto found = std::partition_point(steps.begin(), steps.end(), too_much);
  return found == steps.end() ? steps.back() : *found;
}

}  // namespace

Result<std::string> to_pdf(const Summary& summary) {
  auto canvas = Canvas::create({.title = "Intake summary " + summary.intake_number, .created = summary.made_at_iso});
  if (!canvas) return canvas.error();
  Canvas& page = **canvas;
  double footer = 0;
  {
    const Measuring measuring(page);
    footer = draw_footer(page, summary);
  }
  const Fit fit = best_fit(page, summary, footer - kFooterGap);
  page.set_mode(Canvas::Mode::paint);
  draw_page(page, summary, fit);
  draw_footer(page, summary);
  if (page.unknown_glyphs() > 0) {
    return Error{"AR-M002", "A character of the summary has no glyph in the installed fonts.", "", "Install fonts-inter, fonts-noto-core and fonts-wqy-microhei."};
  }
  return page.finish();
}

}  // namespace anteroom::summary
