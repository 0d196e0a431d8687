// Every extension of an item that says how it is drawn, worded, measured and limited.
#include "tests/core/form/form_testing.h"

namespace anteroom::form {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string hl7(const std::string& name, const std::string& value) {
  return R"({"url":"http://hl7.org/fhir/StructureDefinition/)" + name + "\"," + value + "}";
}
std::string sdc(const std::string& name, const std::string& value) {
  return R"({"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-)" + name +
         "\"," + value + "}";
}
std::string control(const std::string& code) {
  return hl7("questionnaire-itemControl",
             R"("valueCodeableConcept":{"coding":[{"code":")" + code + R"("}]})");
}
std::string item(const std::string& type, const std::string& extensions,
                 const std::string& more = "") {
  return R"({"linkId":"q","type":")" + type + R"(","extension":[)" + extensions + "]" + more + "}";
}
std::shared_ptr<const Definition> of(const std::string& type, const std::string& extensions,
                                     const std::string& more = "") {
  return load(questionnaire(item(type, extensions, more)));
}

TEST(Details, EveryControlIsKnownByItsCode) {
  for (const char* code :
       {"list",         "table",     "htable",    "gtable",        "atable",       "grid",
        "header",       "footer",    "page",      "tab-container", "inline",       "prompt",
        "unit",         "lower",     "upper",     "flyover",       "help",         "legal",
        "autocomplete", "drop-down", "check-box", "lookup",        "radio-button", "slider",
        "spinner",      "text-box"}) {
    const auto definition = of("group", control(code));
    EXPECT_EQ(to_code(definition->find("q")->more().control), code);
    EXPECT_EQ(definition->find("q")->item_control, code);
  }
}

TEST(Details, UnknownControlIsNotedAndShownAsTheDefault) {
  const auto problems = Definition::check(questionnaire(item("string", control("hologram"))));
  EXPECT_THAT(problems.errors, IsEmpty());
  EXPECT_THAT(codes(problems.warnings), ElementsAre("AR-F035 /item/0/extension/0"));
  EXPECT_EQ(of("string", control("hologram"))->find("q")->more().control, ItemControl::other);
}

TEST(Details, FirstKnownCodeOfSeveralCounts) {
  const auto definition = of("choice", hl7("questionnaire-itemControl",
                                           R"("valueCodeableConcept":{"coding":[
      {"system":"http://example.org","code":"hologram"},{"code":"radio-button"}]})"));
  EXPECT_EQ(definition->find("q")->more().control, ItemControl::radio_button);
}

TEST(Details, HowItIsDrawn) {
  const auto definition =
      of("integer",
         hl7("questionnaire-choiceOrientation", R"("valueCode":"horizontal")") + "," +
             hl7("questionnaire-sliderStepValue", R"("valueInteger":5)") + "," +
             hl7("questionnaire-usageMode", R"("valueCode":"capture")") + "," +
             hl7("questionnaire-signatureRequired", R"("valueCodeableConcept":{"text":"s"})") +
             "," + sdc("collapsible", R"("valueCode":"default-closed")") + "," +
             sdc("itemMedia",
                 R"("valueAttachment":{"contentType":"image/png","data":"AAAA","title":"Back"})"));
  const ItemDetails& more = definition->find("q")->more();
  EXPECT_EQ(more.orientation, Orientation::horizontal);
  EXPECT_EQ(more.slider_step, fhir::Decimal(5));
  EXPECT_EQ(more.usage, UsageMode::capture);
  EXPECT_EQ(more.collapsible, Collapsible::default_closed);
  EXPECT_TRUE(more.signature_required);
  ASSERT_TRUE(more.media.has_value());
  EXPECT_EQ(more.media->content_type, "image/png");
  EXPECT_EQ(more.media->data, "AAAA");
  EXPECT_EQ(more.media->title, "Back");
}

TEST(Details, PlainItemHasNone) {
  const auto definition = load(questionnaire(R"({"linkId":"q","type":"string"})"));
  EXPECT_EQ(definition->find("q")->details, nullptr);
  EXPECT_EQ(definition->find("q")->more().control, ItemControl::unset);
}

TEST(Details, TextsBesideTheItem) {
  const std::string german =
      R"("_valueString":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/translation",
      "extension":[{"url":"lang","valueCode":"de"},{"url":"content","valueString":"TT.MM.JJJJ"}]}]})";
  const auto definition =
      of("open-choice",
         hl7("entryFormat", R"("valueString":"DD/MM/YYYY",)" + german) + "," +
             sdc("shortText", R"("valueString":"Short")") + "," +
             sdc("openLabel", R"("valueString":"Something else")") + "," +
             hl7("questionnaire-supportLink", R"("valueUri":"http://example.org/a")") + "," +
             hl7("questionnaire-supportLink", R"("valueUri":"http://example.org/b")"));
  const ItemDetails& more = definition->find("q")->more();
  EXPECT_EQ(more.short_text, "Short");
  EXPECT_EQ(more.open_label, "Something else");
  EXPECT_THAT(more.support_links, ElementsAre("http://example.org/a", "http://example.org/b"));
  EXPECT_EQ(definition->part_text("q", ItemPart::entry_format, "en").text, "DD/MM/YYYY");
  EXPECT_EQ(definition->part_text("q", ItemPart::entry_format, "de").text, "TT.MM.JJJJ");
  EXPECT_EQ(definition->part_text("q", ItemPart::help, "en").text, "");
}

TEST(Details, HelpAndFlyoverBelongToTheItemAbove) {
  const auto definition = of("integer", control("slider"),
                             R"(,"item":[
      {"linkId":"h","type":"display","text":"Count them","extension":[)" +
                                 control("help") + R"(]},
      {"linkId":"l","type":"display","text":"none","extension":[)" +
                                 control("lower") + R"(]},
      {"linkId":"d","type":"display","text":"On its own"}])");
  EXPECT_EQ(definition->part_text("q", ItemPart::help, "en").text, "Count them");
  EXPECT_EQ(definition->part_text("q", ItemPart::lower, "en").text, "none");
  EXPECT_EQ(definition->part_text("q", ItemPart::upper, "en").text, "");
  EXPECT_TRUE(belongs_above(*definition->find("h")));
  EXPECT_FALSE(belongs_above(*definition->find("d")));
}

TEST(Details, UnitsOfAQuantity) {
  const auto definition =
      of("quantity",
         hl7("questionnaire-unit", R"("valueCoding":{"code":"kg","display":"kilograms"})") + "," +
             hl7("questionnaire-unitOption",
                 R"("valueCoding":{"system":"http://unitsofmeasure.org","code":"kg"})") +
             "," +
             hl7("questionnaire-unitOption",
                 R"("valueCoding":{"system":"u","code":"[lb_av]","display":"pounds"})") +
             "," + sdc("unitOpen", R"("valueCode":"optionsOrString")") + "," +
             sdc("unitSupplementalSystem", R"("valueCanonical":"http://unitsofmeasure.org")"));
  const ItemDetails& more = definition->find("q")->more();
  EXPECT_EQ(definition->find("q")->unit, "kilograms");
  EXPECT_EQ(more.unit->code, "kg");
  ASSERT_EQ(more.units.size(), 2U);
  EXPECT_EQ(more.units[0].display, "kg") << "the code where no display is given";
  EXPECT_EQ(more.units[1].code, "[lb_av]");
  EXPECT_EQ(more.units[1].display, "pounds");
  EXPECT_EQ(more.unit_open, UnitOpen::options_or_string);
  EXPECT_EQ(more.unit_supplemental_system, "http://unitsofmeasure.org");
}

TEST(Details, UnitsOfAContainedValueSet) {
  const auto definition = load(
      questionnaire(item("quantity", hl7("questionnaire-unitValueSet", R"("valueCanonical":"#u")")),
                    R"("contained":[{"resourceType":"ValueSet","id":"u","compose":{"include":[
        {"system":"http://unitsofmeasure.org","concept":[{"code":"cm","display":"centimetres"},{"code":"m"}]}]}}],)"));
  const ItemDetails& more = definition->find("q")->more();
  ASSERT_EQ(more.units.size(), 2U);
  EXPECT_EQ(more.units[0].system, "http://unitsofmeasure.org");
  EXPECT_EQ(more.units[0].display, "centimetres");
  EXPECT_EQ(more.units[1].display, "m");
}

TEST(Details, LimitsAsWritten) {
  const auto definition =
      of("attachment", hl7("minLength", R"("valueInteger":2)") + "," +
                           hl7("maxDecimalPlaces", R"("valueInteger":1)") + "," +
                           hl7("questionnaire-minOccurs", R"("valueInteger":1)") + "," +
                           hl7("questionnaire-maxOccurs", R"("valueInteger":3)") + "," +
                           hl7("maxSize", R"("valueDecimal":2.5)") + "," +
                           hl7("mimeType", R"("valueCode":"image/png")") + "," +
                           hl7("mimeType", R"("valueCode":"image/*")") + "," +
                           hl7("minValue", R"("valueDate":"2026-01-01")"));
  const ItemDetails& more = definition->find("q")->more();
  EXPECT_EQ(more.min_length, 2);
  EXPECT_EQ(more.max_decimal_places, 1);
  EXPECT_EQ(more.min_occurs, 1);
  EXPECT_EQ(more.max_occurs, 3);
  EXPECT_EQ(more.max_size, fhir::Decimal::parse("2.5").value());
  EXPECT_THAT(more.mime_types, ElementsAre("image/png", "image/*"));
  EXPECT_EQ(more.min_value, fhir::Json("2026-01-01"));
  EXPECT_TRUE(more.max_value.is_null());
}

TEST(Details, LimitThatIsNoNumberIsWarnedOf) {
  const auto problems = Definition::check(
      questionnaire(item("string", hl7("minLength", R"("valueString":"two")") + "," +
                                       hl7("questionnaire-maxOccurs", R"("valueInteger":-1)"))));
  EXPECT_THAT(problems.errors, IsEmpty());
  EXPECT_THAT(codes(problems.warnings),
              ElementsAre("AR-F014 /item/0/extension/0", "AR-F014 /item/0/extension/1"));
}

TEST(Details, OptionsBringWeightAndMedia) {
  const auto definition = load(questionnaire(R"({"linkId":"q","type":"choice","answerOption":[
    {"valueCoding":{"code":"a","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/ordinalValue","valueDecimal":3}]},
     "extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-itemAnswerMedia",
                   "valueAttachment":{"contentType":"image/svg+xml","url":"a.svg"}}]},
    {"valueCoding":{"code":"b","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/itemWeight","valueDecimal":4}]}},
    {"valueCoding":{"code":"c"}}]})"));
  const std::vector<Option>& options = definition->find("q")->options;
  EXPECT_EQ(options[0].weight, fhir::Decimal(3));
  EXPECT_EQ(options[1].weight, fhir::Decimal(4));
  EXPECT_FALSE(options[2].weight.has_value());
  ASSERT_NE(options[0].media, nullptr);
  EXPECT_EQ(options[0].media->url, "a.svg");
  EXPECT_EQ(options[1].media, nullptr);
}

TEST(Details, TheQuestionnaireItselfHasThem) {
  const auto definition = load(questionnaire(
      R"({"linkId":"q","type":"string"})",
      R"("title":"Intake","extension":[)" +
          hl7("questionnaire-signatureRequired", R"("valueCodeableConcept":{"text":"s"})") + "],"));
  EXPECT_EQ(definition->root().text, "Intake");
  EXPECT_TRUE(definition->root().more().signature_required);
  EXPECT_THAT(definition->root().children, ElementsAre("q"));
}

}  // namespace
}  // namespace anteroom::form
