// A form that claims a shared question asks exactly that question.
#include "core/plugin/shared_questions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "core/plugin/bundle.h"
#include "tests/core/plugin/small_bundle.h"

namespace anteroom::plugin {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

fhir::Json catalogue_file() {
  return fhir::read_json_file(ANTEROOM_SOURCE_DIR "/schemas/shared-questions.json").value();
}

TEST(SharedQuestions, WhatIsCompiledInIsTheFile) {
  const fhir::Json file = catalogue_file();
  const fhir::JsonArray& entries = file.array_or_empty("questions");
  ASSERT_EQ(shared_questions().size(), entries.size());
  ASSERT_GT(entries.size(), 20U);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const SharedQuestion& question = shared_questions()[i];
    EXPECT_EQ(question.id, entries[i].string_or_empty("id"));
    EXPECT_EQ(question.text, entries[i].string_or_empty("text"));
    EXPECT_EQ(question.codes.size(), entries[i].array_or_empty("options").size()) << question.id;
    EXPECT_EQ(shared_question(question.id), &question) << "an id stands there once";
  }
  EXPECT_EQ(shared_question("no-such"), nullptr);
}

/// The small bundle's form with one item more, built by `bend` from a shared question as it is.
Bundle::Loaded with_item(const std::string& id, const std::function<void(fhir::Json&)>& bend) {
  const fhir::Json file = catalogue_file();
  fhir::Json item = fhir::Json::object();
  for (const fhir::Json& entry : file.array_or_empty("questions")) {
    if (entry.string_or_empty("id") != id) continue;
    item.set("linkId", id).set("text", entry.string_or_empty("text"));
    item.set("type", entry.string_or_empty("type"));
    if (entry.find("repeats")->as_bool()) item.set("repeats", true);
    fhir::Json options = fhir::Json::array();
    for (const fhir::Json& option : entry.array_or_empty("options")) {
      fhir::Json coding = option;
      coding.set("system", "http://x.example");
      options.push(fhir::Json::object().set("valueCoding", std::move(coding)));
    }
    if (!options.as_array().empty()) item.set("answerOption", std::move(options));
    item.set(
        "extension",
        fhir::Json::array().push(
            fhir::Json::object()
                .set("url", "https://anteroom.example/fhir/StructureDefinition/shared-question")
                .set("valueCode", id)));
  }
  bend(item);
  SmallBundle small;
  fhir::Json form = fhir::parse_json(small.files["forms/history.json"]).value();
  form.find("item")->push(std::move(item));
  small.files["forms/history.json"] = fhir::write_json(form);
  small.manifest.set("languages", fhir::Json::array().push("en"));
  small.manifest.set("title", fhir::Json::object().set("en", "Small"));
  small.files.erase("i18n/es.json");
  return Bundle::load(small.write());
}

void as_it_is(fhir::Json&) {}

std::string error_of(const Bundle::Loaded& loaded) {
  if (loaded.bundle || loaded.errors.size() != 1) return "";
  EXPECT_EQ(loaded.errors[0].code, "AR-P027") << loaded.errors[0].to_string();
  EXPECT_THAT(loaded.errors[0].pointer, HasSubstr("forms/history.json#/item/1"));
  return loaded.errors[0].message;
}

TEST(SharedQuestions, EveryOneOfTheCatalogueMayBeAsked) {
  for (const SharedQuestion& question : shared_questions()) {
    const Bundle::Loaded loaded = with_item(question.id, as_it_is);
    EXPECT_TRUE(loaded.bundle) << question.id << ": "
                               << (loaded.errors.empty() ? "" : loaded.errors[0].to_string());
    EXPECT_THAT(loaded.warnings, IsEmpty()) << question.id;
  }
}

TEST(SharedQuestions, OtherAnswersAreRefused) {
  EXPECT_THAT(error_of(with_item("hx-cancer",
                                 [](fhir::Json& item) {
                                   item.find("answerOption")
                                       ->push(fhir::Json::object().set(
                                           "valueCoding", fhir::Json::object()
                                                              .set("system", "http://x.example")
                                                              .set("code", "long-ago")
                                                              .set("display", "Long ago")));
                                 })),
              HasSubstr("not shared: long-ago"));
  EXPECT_THAT(error_of(with_item("smoke",
                                 [](fhir::Json& item) {
                                   fhir::Json fewer = fhir::Json::array();
                                   fewer.push(item.array_or_empty("answerOption")[0]);
                                   item.set("answerOption", std::move(fewer));
                                 })),
              HasSubstr("missing: now, past"));
}

TEST(SharedQuestions, AnotherShapeOrIdIsRefused) {
  EXPECT_THAT(error_of(with_item("hx-cancer", [](fhir::Json& item) { item.set("repeats", true); })),
              HasSubstr("not repeating"));
  EXPECT_THAT(error_of(with_item("hx-cancer",
                                 [](fhir::Json& item) {
                                   fhir::Json* list = item.find("extension");
                                   *list = fhir::Json::array().push(
                                       fhir::Json::object()
                                           .set("url",
                                                "https://anteroom.example/fhir/StructureDefinition/"
                                                "shared-question")
                                           .set("valueCode", "hx-nothing"));
                                 })),
              HasSubstr("no shared question \"hx-nothing\""));
}

TEST(SharedQuestions, OtherWordsAreAWarning) {
  const Bundle::Loaded loaded = with_item(
      "hx-cancer", [](fhir::Json& item) { item.set("text", "Any cancer in your life?"); });
  EXPECT_TRUE(loaded.bundle);
  ASSERT_THAT(loaded.warnings, SizeIs(1));
  EXPECT_EQ(loaded.warnings[0].code, "AR-P027");
}

}  // namespace
}  // namespace anteroom::plugin
