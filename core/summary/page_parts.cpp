// Header, history, columns, prompts and footer of the page.
#include "core/summary/page_parts.h"

#include <algorithm>
#include <array>

#include "core/summary/clean_text.h"
#include "core/summary/icons.h"
#include "core/summary/words.h"

namespace anteroom::summary {
namespace {

constexpr double kHeadingGap = 8;
constexpr TextStyle kHeading{
    .size = 18, .line_height = 1.2, .letter_spacing = 0.03, .role = Role::heading2};

void append(Runs& runs, const Labelled& entry) {
  if (!entry.label.empty()) runs.push_back({entry.label + ": ", 600});
  runs.push_back({entry.text});
}

struct Field {
  const char* label;
  std::string text;
  double share;
};

double draw_identity(Canvas& canvas, const Summary& summary, double y) {
  constexpr double kGap = 16, kPadX = 18, kPadY = 10, kBorder = 2, kHeight = 73;
  const std::string by =
      summary.respondent + (summary.minutes.empty() ? "" : ", " + summary.minutes + " min");
  const std::array<Field, 6> fields{{{"Date of birth", summary.birth_date, 1.0},
                                     {"Age", summary.age, 0.45},
                                     {"Visit", summary.visit_time, 2.0},
                                     {"Kiosk", summary.kiosk, 0.95},
                                     {"Language used", summary.language, 1.0},
                                     {"Answered by", by, 1.05}}};
  double shares = 0;
  for (const Field& field : fields) shares += field.share;
  const double usable = kInner - 2 * (kPadX + kBorder) - kGap * (fields.size() - 1);
  canvas.rectangle(kSide + 1, y + 1, kInner - 2, kHeight - 2, 11, {nullptr, &kLine, 2});
  double x = kSide + kBorder + kPadX;
  for (const Field& field : fields) {
    const double width = usable * field.share / shares;
    double at = y + kBorder + kPadY;
    at += canvas.text(x, at, width, {{field.label, 400, kInk2}}, {.size = 16, .max_lines = 1});
    canvas.text(x, at, width, {{field.text.empty() ? "not known" : field.text, 500}},
                {.size = 20, .max_lines = 1});
    x += width + kGap;
  }
  return kHeight;
}

double draw_list(Canvas& canvas, const char* heading, const std::vector<Labelled>& entries,
                 int most, double x, double y, double width) {
  constexpr TextStyle kEntry{.size = 19};
  double at = y + draw_heading(canvas, heading, x, y, width);
  if (entries.empty()) at += canvas.text(x, at, width, {{"Nothing recorded.", 400, kInk2}}, kEntry);
  const auto limit = static_cast<std::size_t>(most);
  for (std::size_t i = 0; i < std::min(entries.size(), limit); ++i) {
    Runs runs;
    append(runs, entries[i]);
    at += canvas.text(x, at, width, runs, kEntry);
  }
  if (entries.size() > limit) at += canvas.text(x, at, width, {{kMore, 400, kInk2}}, kEntry);
  return at - y;
}

std::string spaced_hash(const std::string& hash) {
  std::string out = "sha256";
  for (std::size_t i = 0; i < hash.size(); i += 4) out += " " + hash.substr(i, 4);
  return out;
}

}  // namespace

double draw_heading(Canvas& canvas, const std::string& words, double x, double y, double width) {
  const double text = canvas.text(x, y, width, {{words, 600, kPrimary}}, kHeading);
  canvas.line(x, y + text + 6, x + width, y + text + 6, kPrimary, 2);
  return text + 7 + kHeadingGap;
}

double draw_header(Canvas& canvas, const Summary& summary, double y) {
  draw_mark(canvas, kSide, y, 32);
  canvas.text(kSide + 44, y + 4, 640, {{summary.clinic + ", intake summary", 400, kInk2}},
              {.size = 18, .max_lines = 1});
  canvas.text(kSide, y + 40, 740, {{summary.name.empty() ? "Name not given" : summary.name, 600}},
              {.size = 36,
               .line_height = 1.2,
               .max_lines = 1,
               .face = Face::title,
               .role = Role::heading1});
  const std::string warning = "Patient-reported, not verified";
  const TagSize size = tag_size(canvas, Icon::note, warning);
  draw_tag(canvas, TagKind::plain, Icon::note, warning, kSide + kInner - size.width, y);
  canvas.text(kSide + 640, y + size.height + 8, kInner - 640,
              {{"Page 1 of 1. All answers: answers.pdf", 400, kInk2}},
              {.size = 16, .align = Align::end});
  constexpr double kIdentityTop = 97;
  return kIdentityTop + draw_identity(canvas, summary, y + kIdentityTop);
}

double draw_story(Canvas& canvas, const Summary& summary, const Fit& fit, double x, double y,
                  double width) {
  double at = y;
  if (fit.quote > 0) {
    const std::string heading =
        "Chief complaint, in the patient's own words" +
        (summary.own_words_language.empty() ? "" : " (" + summary.own_words_language + ")");
    at += draw_heading(canvas, heading, x, at, width);
    if (summary.own_words.empty()) {
      at += canvas.text(x, at, width, {{"Left empty by the patient.", 400, kInk2}}, {}) + 16;
    } else {
      const std::string mark = std::string("\u2026 ") + kMore;
      const std::string cut =
          shorten(clean_text(summary.own_words), static_cast<std::size_t>(fit.quote), mark);
      at += canvas.text(x, at, width, {{"\u201C" + cut + "\u201D", 500}},
                        {.size = 22, .line_height = 1.4}) +
            16;
    }
  }
  if (fit.hpi <= 0) return at - y;
  constexpr double kLabel = 112, kGap = 4, kRowGap = 3;
  at += draw_heading(canvas, "History of present illness", x, at, width);
  const auto limit = static_cast<std::size_t>(fit.hpi);
  for (std::size_t i = 0; i < std::min(summary.hpi.size(), limit); ++i) {
    const double label = canvas.text(x, at, kLabel, {{summary.hpi[i].label, 400, kInk2}}, {});
    const double text =
        canvas.text(x + kLabel + kGap, at, width - kLabel - kGap, {{summary.hpi[i].text}}, {});
    at += std::max(label, text) + kRowGap;
  }
  if (summary.hpi.empty()) at += canvas.text(x, at, width, {{"No lines.", 400, kInk2}}, {});
  if (summary.hpi.size() > limit) at += canvas.text(x, at, width, {{kMore, 400, kInk2}}, {});
  return at - y;
}

double draw_columns(Canvas& canvas, const Summary& summary, const Fit& fit, double y,
                    double width) {
  if (fit.columns <= 0) return 0;
  constexpr double kGap = 28;
  if (!summary.conditions.empty()) {
    // What was tried stands with its condition.
    const double first = (width - kGap) * 0.55;
    return std::max(
        draw_list(canvas, "Relevant history", summary.history, fit.columns, 0, y, first),
        draw_list(canvas, "Medicines and allergies", summary.medicines, fit.columns, first + kGap,
                  y, width - kGap - first));
  }
  const double usable = width - 2 * kGap;
  const auto body = [&](double first) {
    const double other = (usable - first) / 2;
    const double history =
        draw_list(canvas, "Relevant history", summary.history, fit.columns, 0, y, first);
    const double medicines = draw_list(canvas, "Medicines and allergies", summary.medicines,
                                       fit.columns, first + kGap, y, other);
    const double tried = draw_list(canvas, "Treatments tried", summary.tried, fit.columns,
                                   first + other + 2 * kGap, y, other);
    return std::max({history, medicines, tried});
  };
  double best = usable / 3;
  {
    // A long history gets more of the width when that makes the row lower.
    const Measuring measuring(canvas);
    const double wide = usable * 0.46;
    if (body(wide) < body(best) - 20) best = wide;
  }
  return body(best);
}

double draw_prompts(Canvas& canvas, const Summary& summary, const Fit& fit, double y,
                    double width) {
  if (fit.prompts <= 0 || summary.exam_prompts.empty()) return 0;
  constexpr double kGap = 28;
  constexpr TextStyle kPrompt{.size = 18, .line_height = 1.32};
  const double each = (width - kGap) / 2;
  double at = y + draw_heading(canvas, "Exam and test prompts, from the flags raised", 0, y, width);
  const std::size_t shown =
      std::min(summary.exam_prompts.size(), static_cast<std::size_t>(fit.prompts));
  for (std::size_t i = 0; i < shown; i += 2) {
    double row = 0;
    for (std::size_t j = i; j < std::min(i + 2, shown); ++j) {
      row = std::max(row, canvas.text(j == i ? 0 : each + kGap, at, each,
                                      {{summary.exam_prompts[j]}}, kPrompt));
    }
    at += row + 5;
  }
  if (summary.exam_prompts.size() > shown)
    at += canvas.text(0, at, width, {{kMore, 400, kInk2}}, kPrompt);
  return at - y;
}

double draw_notes(Canvas& canvas, const Fit& fit, double y, double width) {
  if (fit.notes <= 0) return 0;
  constexpr double kLineHeight = 44;
  double at = y + draw_heading(canvas, "Exam notes", 0, y, width) - kHeadingGap;
  for (int i = 0; i < fit.notes; ++i) {
    at += kLineHeight;
    canvas.line(0, at - 1, width, at - 1, kLine, 2);
  }
  return at - y;
}

double draw_footer(Canvas& canvas, const Summary& summary) {
  constexpr TextStyle kText{.size = 15, .line_height = 1.45};
  constexpr double kRight = 280, kGap = 16, kPad = 10;
  constexpr TextStyle kHash{.size = 13.5, .line_height = 1.6, .max_lines = 1, .face = Face::mono};
  std::string versions = "Anteroom " ANTEROOM_VERSION ". Plugins: ";
  for (std::size_t i = 0; i < summary.versions.size(); ++i)
    versions += (i == 0 ? "" : "; ") + summary.versions[i];
  versions += ".";
  const double width = kInner - kRight - kGap;
  const auto body = [&](double y) {
    double at = y;
    at += canvas.text(
        kSide, at, width,
        {{"Patient-reported, not verified. Not a diagnosis and not a triage decision. ", 600},
         {counts_words(summary), 400, kInk2}},
        kText);
    TextStyle short_text = kText;
    short_text.max_lines = 2;
    at += canvas.text(kSide, at, width, {{versions, 400, kInk2}}, short_text);
    at += canvas.text(kSide, at, width, {{spaced_hash(summary.sha256), 400, kInk2}}, kHash);
    return at - y;
  };
  double height = 0;
  {
    const Measuring measuring(canvas);
    height = body(0);
  }
  const double top = Canvas::kHeight - kBottom - height;
  canvas.line(kSide, top - kPad - 1, kSide + kInner, top - kPad - 1, kLineUi, 2);
  body(top);
  constexpr TextStyle kEnd{.size = 15, .line_height = 1.45, .max_lines = 1, .align = Align::end};
  const double next = top + canvas.text(kSide + width + kGap, top, kRight,
                                        {{"Intake " + summary.intake_number, 400, kInk2}}, kEnd);
  canvas.text(kSide + width + kGap, next, kRight, {{"Made " + summary.made_at, 400, kInk2}}, kEnd);
  return top - kPad - 2;
}

}  // namespace anteroom::summary
