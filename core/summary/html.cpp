// The page as one HTML file: no script, no outside address, everything escaped; a policy forbids
// the rest.
#include "core/summary/html_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/summary/body_map.h"
#include "core/summary/clean_text.h"
#include "core/summary/summary.h"
#include "core/summary/words.h"

namespace anteroom::summary {
namespace {

std::string e(std::string_view text) {
  return escape_html(text);
}

constexpr const char* kIconWarning =
    "<svg class=\"i\" viewBox=\"0 0 48 48\" aria-hidden=\"true\"><path d=\"M24 7L43 40L5 "
    "40Z\"/><path d=\"M24 19L24 29M24 34.5L24 35\"/></svg>";
constexpr const char* kIconEye =
    "<svg class=\"i\" viewBox=\"0 0 48 48\" aria-hidden=\"true\"><path d=\"M4 24C14 8 34 8 44 "
    "24C34 40 14 40 4 24Z\"/><circle cx=\"24\" cy=\"24\" r=\"6\"/></svg>";
constexpr const char* kIconNote =
    "<svg class=\"i\" viewBox=\"0 0 48 48\" aria-hidden=\"true\"><circle cx=\"24\" cy=\"24\" "
    "r=\"17\"/><path d=\"M24 22L24 33M24 15L24 15.5\"/></svg>";
constexpr const char* kIconCheck =
    "<svg class=\"i\" viewBox=\"0 0 48 48\" aria-hidden=\"true\"><path d=\"M9 25L19 35L39 "
    "13\"/></svg>";

std::string tag(triage::Tier tier, std::string_view words) {
  switch (tier) {
    case triage::Tier::emergency:
      return "<span class=\"tag t1\">" + std::string(kIconWarning) + e(words) + "</span>";
    case triage::Tier::urgent:
      return "<span class=\"tag t2\">" + std::string(kIconEye) + e(words) + "</span>";
    default:
      return "<span class=\"tag\">" + std::string(kIconNote) + e(words) + "</span>";
  }
}

std::string count_or_none(std::size_t count) {
  return count == 0 ? "none" : std::to_string(count);
}

std::string header(const Summary& summary) {
  std::string out =
      "<header><div><p class=\"clinic\">" + e(summary.clinic) + ", intake summary</p><h1>" +
      e(summary.name.empty() ? "Name not given" : summary.name) + "</h1></div><div class=\"end\">" +
      tag(triage::Tier::none, "Patient-reported, not verified") +
      "</div></header><dl class=\"identity\">";
  const auto field = [&](const char* label, const std::string& text) {
    out += std::string("<div><dt>") + label + "</dt><dd>" + e(text.empty() ? "not known" : text) +
           "</dd></div>";
  };
  field("Date of birth", summary.birth_date);
  field("Age", summary.age);
  field("Visit", summary.visit_time);
  field("Kiosk", summary.kiosk);
  field("Language used", summary.language);
  field("Answered by",
        summary.respondent + (summary.minutes.empty() ? "" : ", " + summary.minutes + " min"));
  return out + "</dl>";
}

std::string flag_box(const Summary& summary) {
  std::string out = "<section class=\"rf\"><div class=\"pos\"><h2>" + std::string(kIconWarning) +
                    "Red flags: " + e(flags_words(summary)) + " " +
                    tag(summary.tier, summary.tier_words) + "</h2>";
  if (!summary.tier_note.empty()) out += "<p class=\"quiet\">" + e(summary.tier_note) + ".</p>";
  for (const Flag& flag : summary.flags) {
    out += "<div class=\"flag\"><div>" + tag(flag.tier, tier_words(flag.tier)) + "</div><div><b>" +
           e(flag.title) + "</b><br>";
    if (!flag.answers.empty()) out += e(flag.answers) + ".<br>";
    out += "<span class=\"quiet\">" +
           e(flag.note.empty() ? flag.rule : flag.note + " " + flag.rule) + "</span></div></div>";
  }
  out += "</div><div class=\"cells\"><div class=\"gaps\"><h2>" + std::string(kIconNote) +
         "Not answered or not evaluated: " + count_or_none(summary.gaps.size()) + "</h2>";
  for (const Labelled& gap : summary.gaps)
    out += "<p><b>" + e(gap.label) + ":</b> " + e(gap.text) + ".</p>";
  if (!summary.changed_answers.empty()) out += "<h2>Changed answers</h2>";
  for (const std::string& changed : summary.changed_answers) out += "<p>" + e(changed) + ".</p>";
  out += "</div><div><h2>" + std::string(kIconCheck) +
         "Asked and denied: " + count_or_none(summary.asked_and_denied.size()) + "</h2><p>";
  for (const std::string& entry : summary.asked_and_denied) out += e(entry) + ". ";
  return out + "</p></div></div></section>";
}

std::string list(const char* heading, const std::vector<Labelled>& entries) {
  std::string out = std::string("<div><h2>") + heading + "</h2>";
  if (entries.empty()) out += "<p class=\"quiet\">Nothing recorded.</p>";
  for (const Labelled& entry : entries) {
    out += "<p>" + (entry.label.empty() ? "" : "<b>" + e(entry.label) + ":</b> ") + e(entry.text) +
           "</p>";
  }
  return out + "</div>";
}

std::string body_map(const Story& summary) {
  const BodyMap map = read_body_map(summary.body_map.svg);
  const auto& marked = summary.body_map.codes;
  std::vector<std::string> views = map.views_with(marked);
  if (views.empty() && !map.views.empty()) views = {map.views.front()};
  std::string words;
  for (const std::string& word : summary.body_map.words)
    words += (words.empty() ? "" : ", ") + word;
  std::string out = "<div><h2>Where it hurts</h2>";
  for (const std::string& view : views) {
    out += fmt::format(
        "<figure><svg viewBox=\"0 0 560 716\" width=\"180\" role=\"img\" aria-label=\"{} view: "
        "{}\">",
        e(view), e(words));
    for (const bool chosen : {false, true}) {
      for (const BodyShape& shape : map.shapes) {
        const bool is_marked = !shape.code.empty() &&
                               std::find(marked.begin(), marked.end(), shape.code) != marked.end();
        if (shape.view != view || is_marked != chosen) continue;
        // Path data was checked to be letters M L C Z and numbers; it cannot leave the attribute.
        out += fmt::format("<path class=\"{}\" d=\"{}\"/>",
                           shape.code.empty() ? "body"
                           : chosen           ? "marked"
                                              : "region",
                           e(shape.data));
      }
    }
    out += "</svg><figcaption>" + e(view) + " view</figcaption></figure>";
  }
  return out + "<p>" + e(words) + "</p></div>";
}

std::string scores(const Story& summary) {
  if (summary.impact.empty() && summary.pain.empty()) return "";
  std::string out =
      "<div class=\"two\"><div><h2>" +
      (summary.impact_mean.empty() ? std::string("Pain impact: no score")
                                   : "Pain impact " + e(summary.impact_mean) + " of 10") +
      "</h2>";
  for (const Score& score : summary.impact) {
    out += "<p class=\"score\"><span>" + e(score.label) + "</span>";
    if (score.unknown.empty()) {
      out += fmt::format("<span class=\"bar\"><i style=\"width:{}%\"></i></span><b>{}</b></p>",
                         std::clamp(score.value, 0, 10) * 10, score.value);
    } else {
      out += "<b>" + e(score.unknown) + "</b></p>";
    }
  }
  out +=
      "<p class=\"quiet\">Mean of 3, own wording. Higher is worse.</p></div><div><h2>Pain in the "
      "past week, 0 to 10</h2>";
  for (const Labelled& value : summary.pain)
    out += "<p>" + e(value.label) + " <b>" + e(value.text) + "</b></p>";
  return out + "</div></div>";
}

std::string story(const Story& told) {
  std::string out;
  if (!told.headline.empty()) out += "<p class=\"headline\">" + e(told.headline) + "</p>";
  out += "<div class=\"story\"><div><h2>Chief complaint, in the patient's own words" +
         (told.own_words_language.empty() ? "" : " (" + e(told.own_words_language) + ")") + "</h2>";
  out += told.own_words.empty()
             ? "<p class=\"quiet\">Left empty by the patient.</p>"
             : "<blockquote dir=\"auto\">\u201C" + e(told.own_words) + "\u201D</blockquote>";
  out += "<h2>History of present illness</h2><dl class=\"kv\">";
  for (const Labelled& line : told.hpi)
    out += "<dt>" + e(line.label) + "</dt><dd>" + e(line.text) + "</dd>";
  return out + "</dl></div>" + body_map(told) + "</div>" + scores(told);
}

}  // namespace

std::string to_html(const Summary& summary) {
  std::string out =
      html_head("Intake summary " + summary.intake_number) + header(summary) + flag_box(summary);
  for (const Story& told : summary.conditions) {
    out += "<section class=\"condition\"><h2 style=\"font-size:1.25rem\">" + e(told.condition) +
           "</h2>" + story(told) + list("Treatments tried", told.tried) + "</section>";
  }
  const bool one = summary.conditions.empty();
  if (one) out += story(summary);
  out += std::string(one ? "<div class=\"three\">" : "<div class=\"two\">") +
         list("Relevant history", summary.history) +
         list("Medicines and allergies", summary.medicines) +
         (one ? list("Treatments tried", summary.tried) : "") + "</div>";
  if (!summary.exam_prompts.empty()) {
    out += "<h2>Exam and test prompts, from the flags raised</h2><ul>";
    for (const std::string& prompt : summary.exam_prompts) out += "<li>" + e(prompt) + "</li>";
    out += "</ul>";
  }
  out +=
      "<footer><b>Patient-reported, not verified. Not a diagnosis and not a triage decision.</b> " +
      e(counts_words(summary)) + "<br>Anteroom " ANTEROOM_VERSION ". Plugins: ";
  for (std::size_t i = 0; i < summary.versions.size(); ++i)
    out += (i == 0 ? "" : "; ") + e(summary.versions[i]);
  return out + ". Intake " + e(summary.intake_number) + ". Made " + e(summary.made_at) +
         ".<br><code>sha256 " + e(summary.sha256) + "</code></footer></main></body></html>\n";
}

}  // namespace anteroom::summary
