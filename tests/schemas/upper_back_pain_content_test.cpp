// The files of upper-back-pain agree with each other: linkIds, codes, regions, translations.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "tests/schemas/support.h"

namespace anteroom::schemas {
namespace {

const std::string kBundle = "plugins/upper_back_pain/";
const std::string kCodes = "https://anteroom.example/fhir/CodeSystem/upper-back-pain";

struct Question {
  std::string type;
  std::set<std::string> codes;    ///< ours
  std::set<std::string> unknown;  ///< of the other systems
};
using Questions = std::map<std::string, Question>;

void collect(const json::value& items, Questions& out) {
  for (const json::value& item : items.as_array()) {
    const json::object& object = item.as_object();
    Question& question = out[std::string(object.at("linkId").as_string())];
    question.type = object.at("type").as_string();
    if (const json::value* options = object.if_contains("answerOption")) {
      for (const json::value& option : options->as_array()) {
        const json::object& coding = option.at("valueCoding").as_object();
        const bool ours = coding.at("system").as_string() == std::string_view(kCodes);
        (ours ? question.codes : question.unknown)
            .insert(std::string(coding.at("code").as_string()));
      }
    }
    if (const json::value* children = object.if_contains("item")) collect(*children, out);
  }
}

const Questions& questions() {
  static const Questions out = [] {
    Questions made;
    for (const char* file : {"forms/intake.json", "forms/history.json"}) {
      collect(read_json(kBundle + file).as_object().at("item"), made);
    }
    return made;
  }();
  return out;
}

TEST(Content, HasTheQuestionsAndTheThreeUnknownAnswers) {
  int asked = 0;
  for (const auto& [link_id, question] : questions()) {
    if (question.type == "group") continue;
    ++asked;
    if (question.type != "choice" && question.type != "open-choice") continue;
    EXPECT_EQ(question.unknown,
              (std::set<std::string>{"asked-declined", "asked-unknown", "skipped"}))
        << link_id;
    EXPECT_GE(question.codes.size(), 2U) << link_id;
  }
  EXPECT_EQ(asked, 78 + 3);
}

TEST(Content, SummaryNamesOnlyWhatTheFormHas) {
  const json::value summary = read_json(kBundle + "summary.json");
  for (const auto& label : summary.at("labels").as_object())
    EXPECT_TRUE(questions().count(std::string(label.key()))) << label.key();
  for (const auto& words : summary.at("words").as_object()) {
    if (words.key() == "*") continue;
    const auto place = questions().find(std::string(words.key()));
    ASSERT_NE(place, questions().end()) << words.key();
    std::set<std::string> codes;
    for (const auto& word : words.value().as_object()) codes.insert(std::string(word.key()));
    EXPECT_EQ(codes, place->second.codes) << words.key();
  }
  for (const json::value& denied : summary.at("denied").as_array()) {
    const auto place = questions().find(std::string(denied.at("item").as_string()));
    ASSERT_NE(place, questions().end());
    for (const json::value& code : denied.at("codes").as_array())
      EXPECT_TRUE(place->second.codes.count(std::string(code.as_string())));
  }
  const std::string text = read_text(kBundle + "summary.json");
  const std::regex placeholder(R"(\{([a-z0-9-]+)\})");
  for (std::sregex_iterator it(text.begin(), text.end(), placeholder), end; it != end; ++it) {
    EXPECT_TRUE(questions().count((*it)[1].str())) << (*it)[1].str();
  }
}

TEST(Content, SummaryPromptsAreOneARule) {
  std::set<std::string> rules;
  const json::value red_flags = read_json(kBundle + "red-flags.json");
  for (const json::value& rule : red_flags.at("rules").as_array()) {
    rules.insert(std::string(rule.at("id").as_string()));
  }
  std::set<std::string> prompts;
  const json::value summary = read_json(kBundle + "summary.json");
  for (const auto& prompt : summary.at("exam_prompts").at("rules").as_object())
    prompts.insert(std::string(prompt.key()));
  EXPECT_EQ(prompts, rules);
}

TEST(Content, SpanishHasEveryTextAndNothingElse) {
  std::set<std::string> wanted;
  for (const auto& [link_id, question] : questions()) {
    wanted.insert(link_id + "#text");
    for (const std::string& code : question.codes) wanted.insert(link_id + "#" + code);
  }
  std::set<std::string> given;
  const json::value spanish = read_json(kBundle + "i18n/es.json");
  for (const auto& text : spanish.at("strings").as_object()) given.insert(std::string(text.key()));
  EXPECT_EQ(given, wanted);
}

TEST(BodyMap, EveryCodeOnceAsARegionOrInTheListOnly) {
  const std::string svg = read_text(kBundle + "body-map.svg");
  std::multiset<std::string> found;
  const std::regex region(
      R"re(<path data-code="([a-z-]+)" data-view="(back|front)" d="([MLCZ0-9 ]+)"/>)re");
  for (std::sregex_iterator it(svg.begin(), svg.end(), region), end; it != end; ++it)
    found.insert((*it)[1].str());
  EXPECT_EQ(found.size(), 16U);
  std::smatch list_only;
  ASSERT_TRUE(std::regex_search(svg, list_only, std::regex(R"re(data-list-only="([a-z -]*)")re")));
  found.insert(list_only[1].str());
  const auto& codes = questions().at("where-regions").codes;
  EXPECT_EQ(found, std::multiset<std::string>(codes.begin(), codes.end()));
}

/// A finger needs 88 px; the figure is drawn at 0.97 of its units on the portrait panel.
TEST(BodyMap, EveryRegionIsLargeEnoughToTouch) {
  const std::string svg = read_text(kBundle + "body-map.svg");
  const std::regex region(R"re(<path data-code="([a-z-]+)" data-view="[a-z]+" d="([^"]+)"/>)re");
  for (std::sregex_iterator it(svg.begin(), svg.end(), region), end; it != end; ++it) {
    std::istringstream words((*it)[2].str());
    double low[2] = {1e9, 1e9};
    double high[2] = {-1e9, -1e9};
    int axis = 0;
    for (std::string word; words >> word;) {
      if (word.find_first_not_of("0123456789") != std::string::npos) continue;
      low[axis] = std::min(low[axis], std::stod(word));
      high[axis] = std::max(high[axis], std::stod(word));
      axis = 1 - axis;
    }
    EXPECT_GE((high[0] - low[0]) * 0.97, 88) << (*it)[1].str();
    EXPECT_GE((high[1] - low[1]) * 0.97, 88) << (*it)[1].str();
  }
}

}  // namespace
}  // namespace anteroom::schemas
