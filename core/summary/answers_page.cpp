// answers.pdf and answers.html: every question with its answer, page n of m.
#include <algorithm>

#include "core/summary/answers.h"
#include "core/summary/clean_text.h"
#include "core/summary/html_parts.h"
#include "core/summary/page_parts.h"
#include "core/summary/words.h"

namespace anteroom::summary {
namespace {

constexpr double kTopOfPage = 130, kEndOfRows = Canvas::kHeight - 110, kColumnGap = 24,
                 kLeftShare = 0.56;
constexpr TextStyle kCell{.size = 18, .line_height = 1.32};

double draw_row(Canvas& canvas, const AnswerRow& row, double y) {
  if (row.kind == AnswerRow::Kind::section) {
    return 14 + draw_heading(canvas, row.left, kSide, y + 14, kInner);
  }
  const double left_width = kInner * kLeftShare - kColumnGap, right_x = kSide + kInner * kLeftShare;
  const bool open = row.kind == AnswerRow::Kind::unknown;
  const bool quiet = row.kind == AnswerRow::Kind::not_asked;
  double left =
      canvas.text(kSide, y + 4, left_width, {{row.left, 400, quiet ? kInk2 : kInk}}, kCell);
  if (!row.note.empty()) {
    left += canvas.text(kSide, y + 4 + left, left_width, {{row.note, 400, kInk2}},
                        {.size = 15, .line_height = 1.32});
  }
  const double right = canvas.text(right_x, y + 4, kInner - kInner * kLeftShare,
                                   {{row.right,
                                     quiet  ? 400
                                     : open ? 600
                                            : 500,
                                     quiet ? kInk2 : kInk}},
                                   kCell);
  const double height = std::max(left, right) + 8;
  canvas.line(kSide, y + height, kSide + kInner, y + height, kLine, 1);
  return height + 1;
}

struct PageEnds {
  std::vector<std::size_t> first_rows;  ///< of each page
};

// A heading never stands alone at the foot of a page; a row higher than a page gets a page and is
// drawn whole.
PageEnds paginate(Canvas& canvas, const std::vector<AnswerRow>& rows) {
  const Measuring measuring(canvas);
  PageEnds ends;
  double y = kEndOfRows + 1;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double height = draw_row(canvas, rows[i], y);
    const double with_next =
        rows[i].kind == AnswerRow::Kind::section && i + 1 < rows.size() ? 90 : 0;
    if (y + height + with_next > kEndOfRows) {
      ends.first_rows.push_back(i);
      y = kTopOfPage;
    }
    y += height;
  }
  if (ends.first_rows.empty()) ends.first_rows.push_back(0);
  return ends;
}

void draw_frame(Canvas& canvas, const intake::Record& record, std::size_t page, std::size_t pages) {
  const Offset offset = offset_of(record);
  canvas.text(kSide, 60, kInner * 0.7, {{name_words(record.patient), 600}},
              {.size = 26,
               .line_height = 1.2,
               .max_lines = 1,
               .face = Face::title,
               .role = Role::heading1});
  canvas.text(kSide + kInner * 0.5, 66, kInner * 0.5,
              {{"Questions and answers, intake " + clean_text(record.intake_number), 400, kInk2}},
              {.size = 16, .max_lines = 1, .align = Align::end});
  canvas.text(kSide, 96, kInner,
              {{"Born " +
                    (record.patient.birth_date.empty() ? "not known"
                                                       : date_words(record.patient.birth_date)) +
                    ". Visit " + moment_words(record.started, offset) +
                    ". Language used: " + language_name(record.language) + ".",
                400, kInk2}},
              {.size = 16, .max_lines = 1});
  const double foot = Canvas::kHeight - 80;
  canvas.line(kSide, foot - 8, kSide + kInner, foot - 8, kLineUi, 2);
  canvas.text(
      kSide, foot, kInner * 0.8,
      {{"Patient-reported, not verified. Not a diagnosis and not a triage decision.", 600, kInk2}},
      {.size = 15, .max_lines = 1});
  canvas.text(kSide + kInner * 0.6, foot, kInner * 0.4,
              {{"Page " + std::to_string(page) + " of " + std::to_string(pages), 400, kInk2}},
              {.size = 15, .max_lines = 1, .align = Align::end});
}

}  // namespace

Result<std::string> answers_pdf(const intake::Record& record) {
  auto canvas = Canvas::create(
      {.title = "Answers " + clean_text(record.intake_number), .created = to_iso(record.finished)});
  if (!canvas) return canvas.error();
  Canvas& page = **canvas;
  const std::vector<AnswerRow> rows = answer_rows(record);
  const PageEnds ends = paginate(page, rows);
  page.set_mode(Canvas::Mode::paint);
  for (std::size_t p = 0; p < ends.first_rows.size(); ++p) {
    if (p > 0) page.next_page();
    draw_frame(page, record, p + 1, ends.first_rows.size());
    const std::size_t end = p + 1 < ends.first_rows.size() ? ends.first_rows[p + 1] : rows.size();
    double y = kTopOfPage;
    for (std::size_t i = ends.first_rows[p]; i < end; ++i) y += draw_row(page, rows[i], y);
  }
  return page.finish();
}

std::string answers_html(const intake::Record& record) {
  std::string out = html_head("Answers " + record.intake_number) + "<h1>" +
                    escape_html(name_words(record.patient)) +
                    "</h1><p class=\"quiet\">Questions and answers, intake " +
                    escape_html(record.intake_number) + ". Patient-reported, not verified.</p>";
  bool open = false;
  for (const AnswerRow& row : answer_rows(record)) {
    if (row.kind == AnswerRow::Kind::section) {
      if (open) out += "</table>";
      out += "<h2>" + escape_html(row.left) + "</h2><table class=\"answers\">";
      open = true;
      continue;
    }
    out += "<tr><th scope=\"row\">" + escape_html(row.left);
    if (!row.note.empty()) out += "<br><span class=\"quiet\">" + escape_html(row.note) + "</span>";
    out += std::string("</th><td dir=\"auto\"") +
           (row.kind == AnswerRow::Kind::unknown ? " class=\"unknown\">" : ">") +
           escape_html(row.right) + "</td></tr>";
  }
  if (open) out += "</table>";
  return out +
         "<footer><b>Patient-reported, not verified. Not a diagnosis and not a triage "
         "decision.</b></footer></main></body></html>\n";
}

}  // namespace anteroom::summary
