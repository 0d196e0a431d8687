// The red-flag box: flags in tier order, "asked and denied", and the gaps beside it. The only part
// that is never cut.
#include <algorithm>

#include "core/summary/icons.h"
#include "core/summary/model_parts.h"
#include "core/summary/page_parts.h"
#include "core/summary/words.h"

namespace anteroom::summary {
namespace {

constexpr double kBorder = 4, kPadX = 20, kPadTop = 11, kPadBottom = 12, kTagColumn = 236,
                 kTagGap = 16, kFlagPad = 7;
constexpr double kHeadGap = 7, kHeadIcon = 24, kCellIcon = 22, kHeadIconGap = 10;
constexpr TextStyle kHead{.size = 18, .line_height = 1.2, .role = Role::heading2};
constexpr TextStyle kBody{.size = 20};
constexpr std::size_t kMostListedGaps =
    8;  // beyond, gaps of one reason share a paragraph: each is still named

struct FlagLook {
  TagKind kind;
  Icon icon;
};

FlagLook look_of(triage::Tier tier) {
  switch (tier) {
    case triage::Tier::emergency:
      return {TagKind::now, Icon::warning};
    case triage::Tier::urgent:
      return {TagKind::before_exam, Icon::eye};
    default:
      return {TagKind::plain, Icon::note};
  }
}

std::string tag_words(triage::Tier tier) {
  return tier == triage::Tier::none ? "No tier" : tier_words(tier);
}

// "Fever, chills or shakes: Yes; Age: 41" with what was answered in bold.
Runs answer_runs(const std::string& answers) {
  Runs runs;
  std::size_t begin = 0;
  while (begin < answers.size()) {
    std::size_t end = answers.find("; ", begin);
    if (end == std::string::npos) end = answers.size();
    const std::string part = answers.substr(begin, end - begin);
    const std::size_t colon = part.rfind(": ");
    if (colon == std::string::npos) {
      runs.push_back({part});
    } else {
      runs.push_back({part.substr(0, colon + 2)});
      runs.push_back({part.substr(colon + 2), 600});
    }
    runs.push_back({end == answers.size() ? "." : "; "});
    begin = std::min(end + 2, answers.size());
  }
  return runs;
}

std::string note_of(const Flag& flag) {
  return flag.note.empty() ? flag.rule : flag.note + " " + flag.rule;
}

// Flags of one tier as paragraphs beside one tag.
double draw_compact_tier(Canvas& canvas, const Flag* begin, const Flag* end, double x, double y,
                         double width) {
  const FlagLook look = look_of(begin->tier);
  const TagSize tag = draw_tag(canvas, look.kind, look.icon, tag_words(begin->tier), x, y + 4);
  double at = y + 5;
  for (const Flag* flag = begin; flag != end; ++flag) {
    Runs runs{{flag->title + ". ", 600}};
    const Runs answers = answer_runs(flag->answers);
    runs.insert(runs.end(), answers.begin(), answers.end());
    runs.push_back({" " + note_of(*flag), 400, kInk2, 17});
    at += canvas.text(x + kTagColumn + kTagGap, at, width - kTagColumn - kTagGap, runs, kBody) + 2;
  }
  return std::max(at - y + 4, tag.height + 8);
}

double draw_flag(Canvas& canvas, const Flag& flag, double x, double y, double width) {
  const FlagLook look = look_of(flag.tier);
  const TagSize tag = draw_tag(canvas, look.kind, look.icon, tag_words(flag.tier), x, y + kFlagPad);
  const double text_x = x + kTagColumn + kTagGap;
  const double text_width = width - kTagColumn - kTagGap;
  const Runs answers = answer_runs(flag.answers);
  double height = canvas.text(text_x, y + kFlagPad, text_width, {{flag.title, 600}}, kBody);
  if (!answers.empty())
    height += canvas.text(text_x, y + kFlagPad + height, text_width, answers, kBody);
  height += canvas.text(text_x, y + kFlagPad + height, text_width, {{note_of(flag), 400, kInk2}},
                        {.size = 17, .line_height = 1.6});
  return std::max(height, tag.height) + 2 * kFlagPad;
}

// Nothing raised and nothing open: the box keeps its place and loses its warmth.
bool is_calm(const Summary& summary) {
  return summary.flags.empty() && summary.tier == triage::Tier::none && summary.gaps.empty();
}

std::string flags_heading(const Summary& summary) {
  return "Red flags: " + flags_words(summary);
}

// The whole tier, when no flag shows it: unanswered safety questions raise it.
void draw_overall_tier(Canvas& canvas, const Summary& summary, double x, double y, double width) {
  const bool shown = std::any_of(summary.flags.begin(), summary.flags.end(),
                                 [&](const Flag& flag) { return flag.tier == summary.tier; });
  if (shown || is_calm(summary)) return;
  const FlagLook look = summary.tier == triage::Tier::none && summary.tier_words == "Gaps"
                            ? FlagLook{TagKind::gap, Icon::note}
                            : look_of(summary.tier);
  const TagSize size = tag_size(canvas, look.icon, summary.tier_words);
  draw_tag(canvas, look.kind, look.icon, summary.tier_words, x + width - size.width, y - 4);
  if (summary.tier_note.empty()) return;
  canvas.text(x + 260, y + 1, width - 276 - size.width, {{summary.tier_note, 400, kInk2, 17}},
              {.size = 17, .max_lines = 1, .align = Align::end});
}

double draw_positive(Canvas& canvas, const Summary& summary, const Fit& fit, double x, double y,
                     double width) {
  const double left = x + kPadX, inner = width - 2 * kPadX;
  double at = y + kPadTop;
  const Rgb color = is_calm(summary) ? kInk : kClay;
  draw_icon(canvas, summary.flags.empty() ? Icon::note : Icon::warning, left, at, kHeadIcon, color);
  canvas.text(left + kHeadIcon + kHeadIconGap, at + 1, inner,
              {{flags_heading(summary), 600, color}}, kHead);
  draw_overall_tier(canvas, summary, left, at, inner);
  at += kHeadIcon + kHeadGap;
  const Flag* const end = summary.flags.data() + summary.flags.size();
  for (const Flag* flag = summary.flags.data(); flag != end;) {
    if (flag != summary.flags.data()) {
      canvas.line(left, at + 1, left + inner, at + 1, kFlagRule, 2);
      at += 2;
    }
    if (fit.flags == Fit::Flags::full) {
      at += draw_flag(canvas, *flag++, left, at, inner);
      continue;
    }
    const Flag* next =
        std::find_if(flag, end, [&](const Flag& other) { return other.tier != flag->tier; });
    at += draw_compact_tier(canvas, flag, next, left, at, inner);
    flag = next;
  }
  return at + kPadBottom - y;
}

double draw_cell_head(Canvas& canvas, Icon icon, const std::string& words, double x, double y,
                      double width) {
  draw_icon(canvas, icon, x, y, kCellIcon, kInk);
  const double used = canvas.text(x + kCellIcon + kHeadIconGap, y, width - kCellIcon - kHeadIconGap,
                                  {{words, 600}}, kHead);
  return std::max(used, kCellIcon) + kHeadGap;
}

double draw_denied(Canvas& canvas, const Summary& summary, const Fit& fit, double x, double y,
                   double width) {
  const auto& all = summary.asked_and_denied;
  const double left = x + kPadX, inner = width - 2 * kPadX;
  double at = y + kPadTop;
  at += draw_cell_head(canvas, Icon::check,
                       "Asked and denied: " + (all.empty() ? "none" : std::to_string(all.size())),
                       left, at, inner);
  std::string text;
  const auto most = static_cast<std::size_t>(fit.denied);
  for (std::size_t i = 0; i < std::min(all.size(), most); ++i)
    text += (text.empty() ? "" : " ") + all[i] + ".";
  if (all.size() > most) text += std::string(text.empty() ? "" : " ") + kMore;
  if (!text.empty()) at += canvas.text(left, at, inner, {{text}}, kBody);
  return at + kPadBottom - y;
}

// Gaps of one reason in one paragraph, reasons in order of first appearance.
std::vector<Labelled> grouped(const std::vector<Labelled>& gaps) {
  std::vector<Labelled> groups;
  for (const Labelled& gap : gaps) {
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const Labelled& g) { return g.label == capital(gap.text); });
    if (group == groups.end()) group = groups.insert(groups.end(), {capital(gap.text), ""});
    group->text += (group->text.empty() ? "" : "; ") + gap.label;
  }
  return groups;
}

double draw_gaps(Canvas& canvas, const Summary& summary, double x, double y, double width) {
  const double left = x + kPadX, inner = width - 2 * kPadX;
  double at = y + kPadTop;
  const auto count = summary.gaps.size();
  at += draw_cell_head(
      canvas, Icon::note,
      "Not answered or not evaluated: " + (count == 0 ? "none" : std::to_string(count)), left, at,
      inner);
  const std::vector<Labelled> lines =
      count > kMostListedGaps ? grouped(summary.gaps) : summary.gaps;
  for (const Labelled& line : lines) {
    at += canvas.text(left, at, inner, {{line.label + ": ", 600}, {line.text + "."}}, kBody);
  }
  if (!summary.changed_answers.empty()) {
    std::string text;
    for (const std::string& changed : summary.changed_answers)
      text += (text.empty() ? "" : "; ") + changed;
    at += canvas.text(left, at, inner, {{"Changed answers: ", 600}, {text + "."}}, kBody);
  }
  return at + kPadBottom - y;
}

struct Split {
  double share = 0.5;  ///< of the width, for "asked and denied"
  double height = 0;
};

// The two cells share the width so that the lower of them is as low as possible: long gaps get more
// room.
Split best_split(Canvas& canvas, const Summary& summary, const Fit& fit, double width) {
  const Measuring measuring(canvas);
  Split best;
  for (const double share : {0.5, 0.6, 0.4, 0.3}) {
    const double height = std::max(draw_denied(canvas, summary, fit, 0, 0, width * share),
                                   draw_gaps(canvas, summary, 0, 0, width * (1 - share)));
    if (best.height == 0 || height < best.height - 30) best = {share, height};
  }
  return best;
}

double draw_box(Canvas& canvas, const Summary& summary, const Fit& fit, double x, double y,
                double width) {
  const double inner_x = x + kBorder, inner_y = y + kBorder, inner_width = width - 2 * kBorder;
  double positive = 0;
  {
    const Measuring measuring(canvas);
    positive = draw_positive(canvas, summary, fit, inner_x, inner_y, inner_width);
  }
  const Split split = best_split(canvas, summary, fit, inner_width);
  const double height = positive + split.height + 2 * kBorder;
  if (canvas.mode() == Canvas::Mode::measure) return height;

  const double denied_width = inner_width * split.share, cells = inner_y + positive;
  canvas.push_clip(x + 1, y + 1, width - 2, height - 2, 12);
  canvas.rectangle(x, y, width, positive + kBorder, 0, {is_calm(summary) ? &kWhite : &kClayTint});
  canvas.rectangle(inner_x + denied_width, cells, inner_width - denied_width + kBorder,
                   split.height + kBorder, 0, {&kSand});
  canvas.line(inner_x + denied_width + 1, cells, inner_x + denied_width + 1, cells + split.height,
              kLine, 2);
  canvas.pop();
  canvas.rectangle(x + kBorder / 2, y + kBorder / 2, width - kBorder, height - kBorder, 10,
                   {nullptr, is_calm(summary) ? &kLineUi : &kClayLine, kBorder});
  draw_positive(canvas, summary, fit, inner_x, inner_y, inner_width);
  draw_denied(canvas, summary, fit, inner_x, cells, denied_width);
  draw_gaps(canvas, summary, inner_x + denied_width, cells, inner_width - denied_width);
  return height;
}

}  // namespace

double draw_flag_box(Canvas& canvas, const Summary& summary, const Fit& fit, double y) {
  canvas.push(kSide, y, fit.flag_scale);
  const double height = draw_box(canvas, summary, fit, 0, 0, kInner / fit.flag_scale);
  canvas.pop();
  return height * fit.flag_scale;
}

}  // namespace anteroom::summary
