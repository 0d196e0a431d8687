// What SDC adds to a form while it is filled in: options and texts that expressions give, resources
// of the launch context, repetitions that are there from the start, drafts that keep every
// repetition.
#include "tests/core/form/form_testing.h"

namespace anteroom::form {
namespace {

using namespace testing;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> offered(const Form& f, std::string_view path) {
  std::vector<std::string> out;
  for (const Option& option : f.offered_options(path)) out.push_back(option.code);
  return out;
}

/// The value set is a resource of the form; the choice above it says which of its codes count.
const std::string kContained =
    R"("contained":[{"resourceType":"ValueSet","id":"v","compose":{"include":[{"system":"s","concept":[
      {"code":"a","display":"A"},{"code":"b","display":"B"},{"code":"c"}]}]}}],)";

std::string choice_by(const std::string& extension, const std::string& text,
                      const std::string& type = "choice") {
  return R"({"linkId":"least","type":"string"},{"linkId":"c","type":")" + type +
         R"(","extension":[)" + expression(extension, text) + "]}";
}

const char* kFromLeast =
    "%questionnaire.contained.where(id='v').compose.include.concept.where(code >= "
    "%resource.item.where(linkId='least').answer.value)";

TEST(AnswerExpression, OffersWhatItGivesAndTakesNothingElse) {
  Form f = form(choice_by("answerExpression", kFromLeast), kContained);
  EXPECT_THAT(offered(f, "c"), IsEmpty()) << "nothing to compare with: unknown, not everything";
  EXPECT_EQ(refusal(f.answer("c", {AnswerValue::coding("", "b")})), "AR-F023");
  const ChangeSet change = must(f.answer("least", {AnswerValue::string("b")}));
  EXPECT_THAT(change.options, ElementsAre("c"));
  EXPECT_THAT(offered(f, "c"), ElementsAre("b", "c"));
  EXPECT_EQ(f.offered_options("c")[0].display, "B");
  must(f.answer("c", {AnswerValue::coding("", "b")}));
  EXPECT_EQ(f.answers("c")[0], AnswerValue::coding("", "b", "B")) << "as it is offered";
  EXPECT_EQ(refusal(f.answer("c", {AnswerValue::coding("", "a")})), "AR-F023");
  must(f.answer("least", {AnswerValue::string("c")}));
  EXPECT_THAT(codes(f.validate()), ElementsAre("AR-F023 c")) << "no longer offered";
  must(f.answer_unknown("c", UnknownReason::asked_unknown));
  EXPECT_EQ(f.states("c")[0].kind, ItemState::Kind::unknown);
  EXPECT_THAT(f.validate(), IsEmpty());
}

TEST(AnswerExpression, OpenChoiceTakesOwnWordsToo) {
  Form f = form(choice_by("answerExpression", "'x' | 'y'", "open-choice"));
  EXPECT_THAT(offered(f, "c"), ElementsAre("x", "y"));
  must(f.answer("c", {AnswerValue::string("other")}));
}

TEST(AnswerExpression, OffersNumbersDatesAndReferences) {
  LaunchContext launch = launch_at();
  launch.resources["practitioners"] = json(R"({"resourceType":"Bundle","entry":[
    {"resource":{"resourceType":"Practitioner","id":"1"}},{"resource":{"resourceType":"Practitioner","id":"2"}},
    {"resource":{"resourceType":"Practitioner","id":"1"}}]})");
  Form f = form(R"({"linkId":"n","type":"integer","extension":[)" +
                    expression("answerExpression", "1 | 2 | 3") +
                    R"(]},{"linkId":"d","type":"date","extension":[)" +
                    expression("answerExpression", "@2026-01-01 | @2026-02-01") +
                    R"(]},{"linkId":"r","type":"reference","extension":[)" +
                    expression("answerExpression", "%practitioners.entry.resource") + "]}",
                "", launch);
  EXPECT_THAT(offered(f, "n"), ElementsAre("1", "2", "3"));
  EXPECT_EQ(refusal(f.answer("n", {AnswerValue::integer(4)})), "AR-F023");
  must(f.answer("n", {AnswerValue::integer(3)}));
  EXPECT_THAT(offered(f, "d"), ElementsAre("2026-01-01", "2026-02-01"));
  EXPECT_THAT(offered(f, "r"), ElementsAre("Practitioner/1", "Practitioner/2"));
  must(f.answer("r", {value(R"({"valueReference":{"reference":"Practitioner/2"}})")}));
}

TEST(AnswerExpression, AFailingOneOffersNothing) {
  Form f = form(choice_by("answerExpression", "('a' | 'b').toInteger() + 1"));
  EXPECT_THAT(offered(f, "c"), IsEmpty());
  EXPECT_EQ(f.states("c")[0].kind, ItemState::Kind::unknown);
}

TEST(CandidateExpression, OffersAndStillTakesOthers) {
  Form f = form(choice_by("candidateExpression", kFromLeast), kContained);
  must(f.answer("least", {AnswerValue::string("c")}));
  EXPECT_THAT(offered(f, "c"), ElementsAre("c"));
  must(f.answer("c", {AnswerValue::coding("s", "elsewhere")}));
  EXPECT_THAT(f.validate(), IsEmpty());
}

TEST(CandidateExpression, IsOfEachInstance) {
  Form f = form(
      R"({"linkId":"g","type":"group","repeats":true,"extension":[)" +
      variable("word", "%context.item.where(linkId='w').answer.value") +
      R"(],"item":[{"linkId":"w","type":"string"},{"linkId":"c","type":"open-choice","extension":[)" +
      expression("candidateExpression", "%word & '1' | %word & '2'") + "]}]}");
  must(f.add_instance("g"));
  must(f.answer("g[0].w", {AnswerValue::string("p")}));
  must(f.answer("g[1].w", {AnswerValue::string("q")}));
  EXPECT_THAT(offered(f, "g[0].c"), ElementsAre("p1", "p2"));
  EXPECT_THAT(offered(f, "g[1].c"), ElementsAre("q1", "q2"));
}

const std::string kSpoken =
    R"({"linkId":"name","type":"string"},{"linkId":"q","type":"integer","text":"How old?","_text":{"extension":[
    {"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression","valueExpression":{"language":"text/fhirpath",
      "expression":"'How old is ' + %resource.item.where(linkId='name').answer.value + '?'"}},
    {"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[{"url":"lang","valueCode":"es"},
      {"url":"content","valueString":"Edad?","_valueString":{"extension":[
        {"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression","valueExpression":{"language":"text/fhirpath",
          "expression":"'Edad de ' + %resource.item.where(linkId='name').answer.value + '?'"}}]}}]},
    {"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[{"url":"lang","valueCode":"fr"},
      {"url":"content","valueString":"Quel age?"}]}]}})";

TEST(TextExpression, SaysWhatIsKnownAndElseThePlainText) {
  Form f = form(kSpoken);
  EXPECT_EQ(f.text("q", "en").text, "How old?") << "nothing known yet";
  EXPECT_EQ(f.text("q", "es").text, "Edad?");
  must(f.answer("name", {AnswerValue::string("the child")}));
  EXPECT_EQ(f.text("q", "en").text, "How old is the child?");
  EXPECT_FALSE(f.text("q", "en").translated);
  EXPECT_EQ(f.text("q", "es-MX").text, "Edad de the child?");
  EXPECT_EQ(f.text("q", "es-MX").language, "es");
  EXPECT_TRUE(f.text("q", "es-MX").translated);
  EXPECT_EQ(f.text("q", "fr").text, "Quel age?") << "a translation without an expression";
  EXPECT_EQ(f.text("q", "de").text, "How old is the child?") << "no translation: the source";
  EXPECT_EQ(f.text("nobody", "en").text, "");
  EXPECT_EQ(f.definition().item_text("q", "en").text, "How old?");
}

TEST(LaunchContext, AnyDeclaredNameWithItsResource) {
  const std::string declared =
      R"("extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-launchContext",
      "extension":[{"url":"name","valueCoding":{"code":"practitioner"}},{"url":"type","valueCode":"Practitioner"}]}],)";
  const std::string items = R"({"linkId":"who","type":"string","extension":[)" +
                            expression("initialExpression", "%practitioner.name.family") + "]}";
  LaunchContext launch = launch_at();
  launch.resources["practitioner"] =
      json(R"({"resourceType":"Practitioner","name":[{"family":"Example"}]})");
  Form f = form(items, declared, launch);
  EXPECT_EQ(f.answers("who"), std::vector{AnswerValue::string("Example")});
  EXPECT_TRUE(f.prefilled("who"));
  Form without = form(items, declared);
  EXPECT_THAT(without.answers("who"), IsEmpty());
  const auto problems = Definition::check(questionnaire(items, declared));
  for (const Error& warning : problems.warnings)
    EXPECT_NE(warning.code, "AR-F016") << "it is declared";
}

const std::string kTwice =
    R"({"linkId":"g","type":"group","repeats":true,"extension":[{"url":
    "http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs","valueInteger":2}],"item":[
    {"linkId":"q","type":"integer","initial":[{"valueInteger":1}]},{"linkId":"p","type":"string"}]})";

TEST(MinOccurs, InstancesAreThereFromTheStart) {
  Form f = form(kTwice);
  EXPECT_THAT(f.enabled_paths(),
              ElementsAre("g[0]", "g[0].q", "g[0].p", "g[1]", "g[1].q", "g[1].p"));
  EXPECT_EQ(f.answers("g[1].q"), std::vector{AnswerValue::integer(1)});
  must(f.add_instance("g"));
  EXPECT_EQ(f.instances("g"), 3U);
  Form many = form(
      R"({"linkId":"g","type":"group","repeats":true,"extension":[{"url":
      "http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs","valueInteger":2000000000}],"item":[
      {"linkId":"q","type":"integer"}]})");
  EXPECT_EQ(many.instances("g"), 100U);
}

const std::string kNestedRepeats =
    R"({"linkId":"top","type":"group","item":[{"linkId":"g","type":"group","repeats":true,"item":[
    {"linkId":"q","type":"integer"},{"linkId":"h","type":"group","repeats":true,"item":[{"linkId":"k","type":"integer"}]}]}]})";

TEST(Draft, KeepsEveryRepetitionInItsPlace) {
  Form f = form(kNestedRepeats);
  EXPECT_EQ(f.draft().find("item"), nullptr) << "nothing was added";
  for (int i = 0; i < 3; ++i) must(f.add_instance("g"));
  must(f.answer("g[2].q", {AnswerValue::integer(3)}));
  must(f.add_instance("g[1].h"));
  const auto reloaded = [&](const fhir::Json& response) {
    Form again(f.shared_definition(), launch_at());
    EXPECT_THAT(codes(again.load_response(response)), IsEmpty());
    return again;
  };
  const Form kept = reloaded(f.draft());
  EXPECT_EQ(kept.enabled_paths(), f.enabled_paths());
  EXPECT_EQ(kept.answers("g[2].q"), f.answers("g[2].q"));
  EXPECT_EQ(kept.draft(), f.draft());
  EXPECT_EQ(kept.response(), f.response());
  EXPECT_EQ(reloaded(f.response()).answers("g[0].q"), f.answers("g[2].q"))
      << "the response itself holds what was answered";
  must(f.remove_instance("g", 0));
  EXPECT_EQ(reloaded(f.draft()).enabled_paths(), f.enabled_paths());
}

TEST(Draft, KeepsRepetitionsBelowAnAnswer) {
  Form f = form(R"({"linkId":"s","type":"string","repeats":true,"item":[
    {"linkId":"h","type":"group","repeats":true,"item":[{"linkId":"k","type":"integer"}]}]})");
  must(f.answer("s", {AnswerValue::string("a"), AnswerValue::string("b")}));
  must(f.add_instance("s[1].h"));
  must(f.answer("s[1].h[1].k", {AnswerValue::integer(1)}));
  Form again(f.shared_definition(), launch_at());
  EXPECT_THAT(codes(again.load_response(f.draft())), IsEmpty());
  EXPECT_EQ(again.enabled_paths(), f.enabled_paths());
  EXPECT_EQ(again.answers("s[1].h[1].k"), f.answers("s[1].h[1].k"));
}

const std::string kSmallGroup =
    R"({"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"q","type":"integer"},
    {"linkId":"twice","type":"integer","extension":[)" +
    expression("calculatedExpression", "%context.answer.value") +
    R"(]}]},{"linkId":"many","type":"integer","repeats":true,"item":[{"linkId":"k","type":"integer"}]})";

TEST(Repeats, AreBoundedOneByOne) {
  Form f = form(kSmallGroup);
  for (int i = 1; i < 1000; ++i) must(f.add_instance("g"));
  for (int i = 0; i < 1000; ++i) {
    const auto refused = f.add_instance("g");
    ASSERT_EQ(refusal(refused), "AR-F074");
    EXPECT_NE(refused.error().message.find("1000"), std::string::npos) << "the limit is told";
  }
  EXPECT_EQ(f.instances("g"), 1000U);
  must(f.remove_instance("g", 5));
  must(f.add_instance("g"));
}

TEST(Repeats, AreBoundedAllTogether) {
  Form f = form(
      R"({"linkId":"a","type":"group","repeats":true,"item":[{"linkId":"b","type":"group","repeats":true,
    "item":[{"linkId":"x","type":"integer"},{"linkId":"y","type":"integer"}]}]})");
  std::string path = "a[0].b";
  std::size_t added = 0;
  while (added < 200'000) {
    const auto done = f.add_instance(path);
    if (done) {
      ++added;
      continue;
    }
    const auto another = f.add_instance("a");
    if (!another) {
      EXPECT_EQ(refusal(another), "AR-F074");
      break;
    }
    path = "a[" + std::to_string(f.instances("a") - 1) + "].b";
  }
  EXPECT_LT(added, 100'000U / 3);
  EXPECT_GT(added, 30'000U);
}

TEST(Repeats, AMillionItemsOfAResponseAreOneError) {
  const auto repeated = [](const std::string& item) {
    std::string items = item;
    for (int i = 1; i < 1'000'000; ++i) items += "," + item;
    return json(R"({"resourceType":"QuestionnaireResponse","item":[)" + items + "]}");
  };
  Form f = form(kSmallGroup);
  EXPECT_THAT(codes(f.load_response(repeated(R"({"linkId":"g"})"))),
              ElementsAre("AR-F074 /item/1000"));
  EXPECT_EQ(f.instances("g"), 1000U);
  const Errors unknown = form(kSmallGroup).load_response(repeated(R"({"linkId":"z"})"));
  EXPECT_EQ(unknown.size(), 101U);
  EXPECT_EQ(unknown.back().code, "AR-F045");
}

TEST(Repeats, AnswersAreBounded) {
  Form f = form(kSmallGroup);
  EXPECT_EQ(refusal(f.answer("many", std::vector<AnswerValue>(1001, AnswerValue::integer(1)))),
            "AR-F074");
  must(f.answer("many", std::vector<AnswerValue>(1000, AnswerValue::integer(1))));
  EXPECT_EQ(f.states("k").size(), 1000U);
  must(f.answer("many", {}));
  EXPECT_EQ(f.states("k").size(), 1U);
  std::string answers = R"({"valueInteger":1})";
  for (int i = 0; i < 1000; ++i) answers += R"(,{"valueInteger":1})";
  EXPECT_THAT(codes(f.load_response(json(
                  R"({"resourceType":"QuestionnaireResponse","item":[{"linkId":"many","answer":[)" +
                  answers + "]}]}"))),
              ElementsAre("AR-F074 /item/0/answer"));
}

}  // namespace
}  // namespace anteroom::form
