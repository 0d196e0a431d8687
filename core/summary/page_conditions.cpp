// The page of a visit with several reasons: a block for each condition, side by side. No pictures:
// the room goes to the words; the numbers and the marked regions stand in lines.
#include <algorithm>

#include "core/summary/clean_text.h"
#include "core/summary/page_parts.h"
#include "core/summary/words.h"

namespace anteroom::summary {
namespace {

constexpr double kGap = 32, kRowGap = 3;
constexpr std::size_t kMostColumns = 3;

double draw_line(Canvas& canvas, const Labelled& line, double x, double y, double width) {
  Runs runs;
  if (!line.label.empty()) runs.push_back({line.label + ": ", 600});
  runs.push_back({line.text});
  return canvas.text(x, y, width, runs, {.size = 19}) + kRowGap;
}

double draw_quote(Canvas& canvas, const Story& story, const Fit& fit, double x, double y,
                  double width) {
  if (story.own_words.empty())
    return canvas.text(x, y, width, {{"No words of their own.", 400, kInk2}}, {.size = 19}) + 6;
  const std::string mark = std::string("\u2026 ") + kMore;
  const std::string cut =
      shorten(clean_text(story.own_words), static_cast<std::size_t>(fit.quote), mark);
  return canvas.text(x, y, width, {{"\u201C" + cut + "\u201D", 500}},
                     {.size = 20, .line_height = 1.35}) +
         6;
}

/// Lines of a list up to `most`, then where the others are.
double draw_lines(Canvas& canvas, const std::vector<Labelled>& lines, int most, double x, double y,
                  double width) {
  const auto limit = static_cast<std::size_t>(std::max(most, 0));
  double at = y;
  for (std::size_t i = 0; i < std::min(lines.size(), limit); ++i)
    at += draw_line(canvas, lines[i], x, at, width);
  if (lines.size() > limit && limit > 0)
    at += canvas.text(x, at, width, {{kMore, 400, kInk2}}, {.size = 19});
  return at - y;
}

double draw_condition(Canvas& canvas, const Story& story, const Fit& fit, double x, double y,
                      double width) {
  double at = y + draw_heading(canvas, story.condition, x, y, width);
  if (fit.headline == Fit::Headline::shown && !story.headline.empty())
    at += canvas.text(x, at, width, {{story.headline, 600}}, {.size = 19, .max_lines = 3}) + 6;
  if (fit.quote > 0) at += draw_quote(canvas, story, fit, x, at, width);
  at += draw_lines(canvas, story.hpi, fit.hpi, x, at, width);
  if (fit.hpi > 0 && !story.body_map.words.empty())
    at += draw_line(canvas, {"Marked", joined(story.body_map.words, ", ")}, x, at, width);
  if (fit.scores == Fit::Scores::shown) {
    const std::string pain = pain_words(story), impact = impact_words(story);
    if (!pain.empty()) at += draw_line(canvas, {"Pain, 0 to 10", pain}, x, at, width);
    if (!impact.empty()) at += draw_line(canvas, {"Impact, 0 to 10", impact}, x, at, width);
  }
  at += draw_lines(canvas, story.tried, fit.columns, x, at, width);
  return at - y;
}

}  // namespace

double draw_conditions(Canvas& canvas, const Summary& summary, const Fit& fit, double y,
                       double width) {
  const std::size_t columns = std::min(summary.conditions.size(), kMostColumns);
  if (columns == 0) return 0;
  const double each =
      (width - kGap * static_cast<double>(columns - 1)) / static_cast<double>(columns);
  double at = y;
  for (std::size_t row = 0; row < summary.conditions.size(); row += columns) {
    double height = 0;
    for (std::size_t i = row; i < std::min(row + columns, summary.conditions.size()); ++i) {
      const double x = static_cast<double>(i - row) * (each + kGap);
      height = std::max(height, draw_condition(canvas, summary.conditions[i], fit, x, at, each));
    }
    at += height + (row + columns < summary.conditions.size() ? 18 : 0);
  }
  return at - y;
}

}  // namespace anteroom::summary
