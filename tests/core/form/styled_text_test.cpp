// What of an author's markdown and XHTML reaches the screen: words in few styles, never a script, a
// picture or an address.
#include "core/form/styled_text.h"

#include "core/form/styled_builder.h"
#include "tests/core/form/form_testing.h"

namespace anteroom::form {
namespace {

using namespace testing;
using Kind = StyledBlock::Kind;

/// One line a block: "p:", "h2:", "*1:", "#1.3:" and the runs as **strong**, _emphasis_, [link].
std::string drawn(const StyledText& text) {
  std::string out;
  for (const StyledBlock& block : text.blocks) {
    if (!out.empty()) out += " | ";
    if (block.kind == Kind::paragraph) out += "p:";
    if (block.kind == Kind::heading) out += "h" + std::to_string(block.level) + ":";
    if (block.kind == Kind::bullet) out += "*" + std::to_string(block.level) + ":";
    if (block.kind == Kind::numbered)
      out += "#" + std::to_string(block.level) + "." + std::to_string(block.number) + ":";
    for (const StyledRun& run : block.runs) {
      const std::string mark =
          std::string(run.strong ? "**" : "") + (run.emphasis ? "_" : "") + (run.link ? "~" : "");
      out += mark + run.text + std::string(mark.rbegin(), mark.rend());
    }
  }
  return out;
}

std::string xhtml(const std::string& text) {
  const auto styled = styled_from_xhtml(text);
  return styled ? drawn(*styled) : "refused";
}
std::string markdown(const std::string& text) {
  return drawn(styled_from_markdown(text));
}

TEST(Xhtml, StylesThatTheKioskHas) {
  EXPECT_EQ(xhtml("<div>Is the pain <b>new</b> or <i>very <strong>old</strong></i>?</div>"),
            "p:Is the pain **new** or _very_**_ old_**?");
  EXPECT_EQ(xhtml("<h2>Back</h2><p>One<br/>two</p><p>three</p>"), "h2:Back | p:One\ntwo | p:three");
  EXPECT_EQ(xhtml("See <a href='http://example.org'>the leaflet</a>."), "p:See ~the leaflet~.");
}

TEST(Xhtml, Lists) {
  EXPECT_EQ(xhtml("<ul><li>a</li><li><p>b</p><ol><li>c</li><li>d</li></ol></li></ul>after"),
            "*1:a | *1:b | #2.1:c | #2.2:d | p:after");
}

TEST(Xhtml, RowsOfATableAreLines) {
  EXPECT_EQ(xhtml("<table><tr><th>Day</th><td>one</td></tr><tr><td>x</td><td>y</td></tr></table>"),
            "p:**Day** one | p:x y");
}

TEST(Xhtml, ScriptsStylesAndPicturesAreGone) {
  EXPECT_EQ(
      xhtml("<div onclick='x()' style='color:red'>a<script>alert(1)</script><style>p{}</style>"
            "<iframe src='x'>b</iframe><svg><text>c</text></svg><object>d</object>"
            "<form><input/>e</form></div>"),
      "p:a");
  EXPECT_EQ(xhtml("<p>Look: <img src='http://example.org/x.png' alt='a red line'/></p>"),
            "p:Look: a red line");
  EXPECT_EQ(xhtml("<a href='javascript:x()'>go</a>"), "p:~go~");
}

TEST(Xhtml, UnknownElementsLeaveTheirWords) {
  EXPECT_EQ(xhtml("<p>a <font color='red'>b</font> <blink>c</blink></p>"), "p:a b c");
}

TEST(Xhtml, EntitiesAreReplacedOnce) {
  EXPECT_EQ(xhtml("5 &lt; 6 &amp; 38&nbsp;&deg;C &#246;&#xF6; &hellip;"),
            "p:5 < 6 & 38\u00A0\u00B0C \u00F6\u00F6 \u2026");
  EXPECT_EQ(xhtml("&amp;lt;b&amp;gt; &nobody;"), "p:&lt;b&gt; &nobody;");
  EXPECT_EQ(with_entities("&#x110000; &#xD800; & &"), "&#x110000; &#xD800; & &");
}

TEST(Xhtml, WhiteSpaceCollapsesAndControlCharactersGo) {
  EXPECT_EQ(xhtml("<p>  a \n\t b<b> c </b> d&#7;</p>"), "p:a b **c** d");
}

TEST(Xhtml, WhatIsNotWellFormedOrTooDeepIsRefused) {
  EXPECT_EQ(xhtml("<p>a<b>c</p>"), "refused");
  std::string deep;
  for (int i = 0; i < 200; ++i) deep += "<i>";
  deep += "x";
  for (int i = 0; i < 200; ++i) deep += "</i>";
  EXPECT_EQ(xhtml(deep), "refused");
  EXPECT_EQ(xhtml(std::string(70'000, 'x')), "refused");
}

TEST(Xhtml, DocumentTypesAndTheirEntitiesDoNothing) {
  EXPECT_EQ(xhtml("<!DOCTYPE p [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>a&x;</p>"), "p:a&x;");
}

TEST(Markdown, StylesThatTheKioskHas) {
  EXPECT_EQ(markdown("Is it **new** or *old*?\n\nSecond  \nline\nsoft"),
            "p:Is it **new** or _old_? | p:Second\nline soft");
  EXPECT_EQ(markdown("## Back\n[leaflet](http://example.org) ![line](x.png)"),
            "h2:Back | p:~leaflet~ line");
}

TEST(Markdown, Lists) {
  EXPECT_EQ(markdown("- a\n- b\n  1. c\n  2. d\n\nafter"),
            "*1:a | *1:b | #2.1:c | #2.2:d | p:after");
  EXPECT_EQ(markdown("3. x\n4. y"), "#1.3:x | #1.4:y");
}

TEST(Markdown, HtmlInsideIsText) {
  EXPECT_EQ(markdown("a <script>alert(1)</script>"), "p:a <script>alert(1)</script>");
  EXPECT_EQ(markdown("&ouml; &amp;"), "p:\u00F6 &");
}

TEST(StyledText, PlainWords) {
  EXPECT_EQ(styled_from_markdown("Before\n\n- a\n  - b\n\n2. c").plain(),
            "Before\n• a\n  • b\n2. c");
  EXPECT_EQ(drawn(styled_from_plain("a\nb\n\n c ")), "p:a\nb | p:c");
  EXPECT_EQ(drawn(styled_from_plain("<b>a</b>")), "p:<b>a</b>") << "plain is plain";
}

// ---- of a definition

std::string rendering(const std::string& name, const std::string& value) {
  return R"({"url":"http://hl7.org/fhir/StructureDefinition/rendering-)" + name + "\"," + value +
         "}";
}
std::string translation(const std::string& words) {
  return R"({"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[
    {"url":"lang","valueCode":"de"},{"url":"content","valueString":")" +
         words + R"("}]})";
}
std::string item(const std::string& extensions) {
  return R"({"linkId":"q","type":"string","text":"Plain words","_text":{"extension":[)" +
         extensions + "]}}";
}
std::string styled(const std::string& extensions, const std::string& language = "en") {
  return drawn(load(questionnaire(item(extensions)))->styled_text("q", language));
}

TEST(StyledItem, XhtmlBeforeMarkdownBeforePlain) {
  const std::string html = rendering("xhtml", R"("valueString":"<b>Bold</b> words")");
  const std::string mark = rendering("markdown", R"("valueMarkdown":"*Slanted* words")");
  EXPECT_EQ(styled(mark + "," + html), "p:**Bold** words");
  EXPECT_EQ(styled(mark), "p:_Slanted_ words");
  EXPECT_EQ(styled(translation("Worte")), "p:Plain words");
  EXPECT_EQ(styled(rendering("xhtml", R"("valueString":"<b>broken")")), "p:Plain words");
}

TEST(StyledItem, TheLanguageOfThePatientBeforeTheStyle) {
  const std::string html = rendering("xhtml", R"("valueString":"<b>Bold</b>")");
  EXPECT_EQ(styled(html + "," + translation("Worte"), "de"), "p:Worte");
  const std::string both =
      rendering("xhtml", R"("valueString":"<b>Bold</b>","_valueString":{"extension":[)" +
                             translation("<b>Fett</b>") + "]}");
  EXPECT_EQ(styled(both + "," + translation("Worte"), "de"), "p:**Fett**");
  const StyledText german =
      load(questionnaire(item(both + "," + translation("Worte"))))->styled_text("q", "de");
  EXPECT_EQ(german.language, "de");
  EXPECT_TRUE(german.translated);
}

TEST(StyledItem, OptionsHaveThemToo) {
  const auto definition = load(questionnaire(
      R"({"linkId":"q","type":"choice","answerOption":[{"valueCoding":{"code":"a","display":"A","_display":{"extension":[)" +
      rendering("markdown", R"("valueMarkdown":"**A**")") + "]}}}]}"));
  EXPECT_EQ(drawn(definition->styled_option("q", "a", "en")), "p:**A**");
  EXPECT_EQ(drawn(definition->styled_option("q", "b", "en")), "");
}

TEST(StyledItem, CalculatedTextIsPlainAndFollowsTheAnswers) {
  Form f =
      form(R"({"linkId":"a","type":"integer"},
    {"linkId":"q","type":"string","text":"Plain words","_text":{"extension":[)" +
           rendering("markdown", R"("valueMarkdown":"*Slanted* words")") +
           R"(,{"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression","valueExpression":
      {"language":"text/fhirpath","expression":"'*' + %resource.item.where(linkId='a').answer.value.toString() + ' times*'"}}]}})");
  EXPECT_EQ(drawn(f.styled_text("q", "en")), "p:_Slanted_ words");
  must(f.answer("a", {AnswerValue::integer(3)}));
  EXPECT_EQ(drawn(f.styled_text("q", "en")), "p:*3 times*");
}

}  // namespace
}  // namespace anteroom::form
