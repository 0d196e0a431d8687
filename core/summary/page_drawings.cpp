// The page's three pictures: body map, impact bars, pain line. Each says in words what it shows.
#include <algorithm>
#include <charconv>
#include <optional>

#include "core/summary/body_map.h"
#include "core/summary/page_parts.h"

namespace anteroom::summary {
namespace {

bool contains(const std::vector<std::string>& codes, const std::string& code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

void draw_view(Canvas& canvas, const BodyMap& map, const std::string& view,
               const std::vector<std::string>& marked, double x, double y, double scale) {
  // Marked regions last: their thicker edge lies above the neighbours'.
  for (const bool chosen : {false, true}) {
    for (const BodyShape& shape : map.shapes) {
      if (shape.view != view || (!shape.code.empty() && contains(marked, shape.code)) != chosen)
        continue;
      if (shape.code.empty()) {
        canvas.path(shape.data, x, y, scale, {&kSand, &kInk2, 5 * scale});
      } else if (chosen) {
        canvas.path(shape.data, x, y, scale, {&kTint2, &kPrimary, 5 * scale});
      } else {
        canvas.path(shape.data, x, y, scale, {&kWhite, &kLineUi, 2.5 * scale});
      }
    }
  }
}

std::string heading_for(const std::vector<std::string>& views) {
  std::string words;
  for (const std::string& view : views) words += (words.empty() ? "" : " and ") + view;
  return words.empty() ? "Where it hurts" : "Where it hurts (" + words + " view)";
}

double draw_legend(Canvas& canvas, const Summary& summary, const std::vector<std::string>& views,
                   double x, double bottom, double width) {
  constexpr TextStyle kText{.size = 18, .line_height = 1.35};
  const auto body = [&](double y) {
    double at = y;
    if (!summary.body_map.codes.empty()) {
      canvas.rectangle(x + 1.5, at + 4.5, 15, 15, 3, {&kTint2, &kPrimary, 3});
      at += canvas.text(x + 26, at, width - 26, {{"Marked"}}, kText) + 6;
    }
    for (const std::string& word : summary.body_map.words)
      at += canvas.text(x, at, width, {{word}}, kText);
    const bool back = contains(views, "back"), front = contains(views, "front");
    const std::string side =
        back && front ? "Left of the back picture is the patient's left; in front it is the right."
        : front       ? "Left of page is the patient's right."
                      : "Left of page is the patient's left.";
    if (!views.empty()) at += 12 + canvas.text(x, at + 12, width, {{side, 400, kInk2}}, kText);
    return at - y;
  };
  double height = 0;
  {
    const Measuring measuring(canvas);
    height = body(0);
  }
  body(std::max(bottom - height, 0.0));
  return height;
}

std::optional<int> whole(const std::string& text) {
  int value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || end != text.data() + text.size() || value < 0 || value > 10)
    return std::nullopt;
  return value;
}

struct Mark {
  std::string words;
  double at = 0, width = 0, centre = 0;
};

// Labels above the line stay in order and apart, inside the width.
void spread(std::vector<Mark>& marks, double width) {
  constexpr double kApart = 10;
  double least = 0;
  for (Mark& mark : marks) {
    mark.centre = std::max(mark.at, least + mark.width / 2);
    least = mark.centre + mark.width / 2 + kApart;
  }
  double most = width;
  for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark) {
    mark->centre = std::min(mark->centre, most - mark->width / 2);
    most = mark->centre - mark->width / 2 - kApart;
  }
}

struct PainValues {
  std::optional<int> best, average, now, worst;
  std::string unknown;  ///< words for what has no number
};

PainValues pain_values(const Summary& summary) {
  PainValues values;
  for (const Labelled& entry : summary.pain) {
    const auto number = whole(entry.text);
    if (!number)
      values.unknown += (values.unknown.empty() ? "" : ". ") + entry.label + ": " + entry.text;
    if (entry.label == "Now") values.now = number;
    if (entry.label == "Avg") values.average = number;
    if (entry.label == "Worst") values.worst = number;
    if (entry.label == "Best") values.best = number;
  }
  return values;
}

}  // namespace

double draw_map(Canvas& canvas, const Summary& summary, double x, double y, double width) {
  const BodyMap map = read_body_map(summary.body_map.svg);
  std::vector<std::string> views = map.views_with(summary.body_map.codes);
  if (views.empty() && !map.empty())
    views = {contains(map.views, "back") ? "back" : map.views.front()};
  constexpr double kFrame = 248, kPad = 6, kGap = 16;
  double at = y + draw_heading(canvas, heading_for(views), x, y, width);
  if (views.empty()) return at + draw_legend(canvas, summary, views, x, at, width) - y;

  constexpr std::size_t kMostViews = 2;
  const std::size_t shown = std::min(views.size(), kMostViews);
  const double each = (kFrame - 4 - 2 * kPad) / static_cast<double>(shown);
  const double scale = each / BodyMap::kWidth;
  const double height = BodyMap::kHeight * scale + kPad + 4;
  const double legend_width = width - kFrame - kGap - 4;
  double legend = 0;
  {
    const Measuring measuring(canvas);
    legend = draw_legend(canvas, summary, views, 0, 0, legend_width);
  }
  const double bottom = at + std::max(height, legend);
  canvas.push_clip(x + 2, at + 2, kFrame - 4, height - 4, 10);
  for (std::size_t i = 0; i < shown; ++i) {
    draw_view(canvas, map, views[i], summary.body_map.codes,
              x + 2 + kPad + each * static_cast<double>(i), at + 2 + kPad, scale);
  }
  canvas.pop();
  canvas.rectangle(x + 1, at + 1, kFrame - 2, height - 2, 11, {nullptr, &kLine, 2});
  draw_legend(canvas, summary, views, x + kFrame + kGap + 4, bottom, legend_width);
  return bottom - y;
}

double draw_impact(Canvas& canvas, const Summary& summary, double x, double y, double width) {
  constexpr double kLabel = 176, kNumber = 28, kGap = 12, kBar = 14;
  const std::string heading = summary.impact_mean.empty()
                                  ? "Pain impact: no score"
                                  : "Pain impact " + summary.impact_mean + " of 10";
  double at = y + draw_heading(canvas, heading, x, y, width);
  const double bar_width = width - kLabel - kNumber - 2 * kGap, bar_x = x + kLabel + kGap;
  for (const Score& score : summary.impact) {
    const double row = canvas.text(x, at, kLabel, {{score.label}}, {.size = 20, .max_lines = 1});
    if (!score.unknown.empty()) {
      canvas.text(bar_x, at, bar_width + kGap + kNumber, {{score.unknown, 600}},
                  {.size = 20, .max_lines = 1});
    } else {
      const double bar_y = at + (row - kBar) / 2;
      canvas.push_clip(bar_x, bar_y, bar_width, kBar, kBar / 2);
      canvas.rectangle(bar_x, bar_y, bar_width * std::clamp(score.value, 0, 10) / 10, kBar, 0,
                       {&kPrimary});
      canvas.pop();
      canvas.rectangle(bar_x + 1, bar_y + 1, bar_width - 2, kBar - 2, kBar / 2 - 1,
                       {nullptr, &kLineUi, 2});
      canvas.text(bar_x + bar_width + kGap, at, kNumber, {{std::to_string(score.value), 600}},
                  {.align = Align::end});
    }
    at += row + 5;
  }
  const std::string note = summary.impact_mean.empty()
                               ? "A score needs all three answers. Own wording."
                               : "Past week. Mean of 3, own wording. Higher is worse.";
  at += canvas.text(x, at, width, {{note, 400, kInk2}}, {.size = 17});
  return at - y;
}

double draw_pain_line(Canvas& canvas, const Summary& summary, double x, double y, double width) {
  constexpr double kLeft = 24, kHeight = 128;
  const double step = (width - 2 * kLeft) / 10;
  const auto place = [&](int value) { return kLeft + step * value; };
  const PainValues values = pain_values(summary);
  const double top = y + draw_heading(canvas, "Pain in the past week", x, y, width);
  canvas.line(x + kLeft, top + 62, x + width - kLeft, top + 62, kInk2, 2);
  for (int i = 0; i <= 10; ++i) {
    canvas.line(x + place(i), top + 62, x + place(i), top + (i % 5 == 0 ? 72 : 68), kInk2, 2);
    canvas.text(x + place(i) - 20, top + 74, 40, {{std::to_string(i), 400, kInk2}},
                {.size = 15, .align = Align::centre, .role = Role::none});
  }
  std::vector<std::pair<int, std::string>> known;
  const auto add = [&](const std::optional<int>& value, const char* word) {
    if (value) known.emplace_back(*value, word);
  };
  add(values.best, "Best");
  add(values.average, "Avg");
  add(values.now, "Now");
  add(values.worst, "Worst");
  std::stable_sort(known.begin(), known.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  if (known.size() > 1) {
    const double from = place(known.front().first), to = place(known.back().first);
    canvas.rectangle(x + from, top + 43, std::max(to - from, 14.0), 14, 7, {&kTint2, &kPrimary, 2});
  }
  if (values.average) {
    canvas.path("M0 -12.7 L12.7 0 L0 12.7 L-12.7 0 Z", x + place(*values.average), top + 50, 1,
                {&kWhite, &kPrimary, 3});
  }
  if (values.now)
    canvas.circle(x + place(*values.now), top + 50, values.now == values.average ? 6 : 11,
                  {&kPrimary});
  std::vector<Mark> marks;
  constexpr TextStyle kMark{.size = 16, .align = Align::centre};
  for (const auto& [value, word] : known) {
    Mark mark{word + " " + std::to_string(value), place(value)};
    mark.width = canvas.text_width({{mark.words, 600}}, kMark);
    marks.push_back(mark);
  }
  spread(marks, width);
  for (const Mark& mark : marks) {
    canvas.text(x + mark.centre - mark.width / 2 - 2, top + 11, mark.width + 4, {{mark.words, 600}},
                kMark);
  }
  canvas.text(x + 16, top + 99, 120, {{"No pain", 400, kInk2}}, {.size = 15, .max_lines = 1});
  canvas.text(x + width - 136, top + 99, 120, {{"Worst pain", 400, kInk2}},
              {.size = 15, .max_lines = 1, .align = Align::end});
  if (!values.unknown.empty()) {
    canvas.text(x + 110, top + 98, width - 220, {{values.unknown, 600}},
                {.size = 15, .max_lines = 1, .align = Align::centre});
  }
  return top + kHeight - y;
}

}  // namespace anteroom::summary
