// Translations of a bundle: what is merged, what is counted, what an old safety text may not do.
#include "core/plugin/translations.h"

#include <gmock/gmock.h>

#include <filesystem>

#include "core/plugin/bundle.h"
#include "tests/core/plugin/small_bundle.h"

namespace anteroom::plugin {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

Bundle::Loaded load_with(const std::string& strings, const std::string& more = {}) {
  SmallBundle small;
  small.files["i18n/es.json"] =
      R"({"version":"1.0.0","language":"es",)" + more + R"("strings":{)" + strings + "}}";
  return Bundle::load(small.write());
}

/// Everything but n#text; `yes_source` is what the answer was when it was translated.
std::string current_strings(const std::string& yes_source = "Yes") {
  return SmallBundle::entry("a#text", "¿Primero?", "First?") + "," +
         SmallBundle::entry("a#yes", "Sí", yes_source) + "," +
         SmallBundle::entry("a#no", "No", "No") + "," +
         SmallBundle::entry("h#text", "¿Antes?", "Before?");
}

TEST(Translations, AreCountedByLanguage) {
  const Bundle::Loaded loaded =
      load_with(current_strings(), R"("review":"draft: needs a qualified medical translator",)");
  ASSERT_TRUE(loaded.bundle);
  ASSERT_EQ(loaded.bundle->translation_states().size(), 1u);
  const TranslationState& state = loaded.bundle->translation_states().front();
  EXPECT_EQ(state.language, "es");
  EXPECT_EQ(state.texts, 5u);
  EXPECT_EQ(state.missing, 1u);
  EXPECT_EQ(state.stale, 0u);
  EXPECT_EQ(state.draft, 4u);
  EXPECT_FALSE(state.reviewed());
  EXPECT_THAT(loaded.warnings, ElementsAre(Field(&Error::code, "AR-P018")));
}

TEST(Translations, OldWordsOfASafetyItemAreNotShown) {
  const Bundle::Loaded loaded =
      load_with(current_strings("An older yes") + "," +
                SmallBundle::entry("n#text", "¿Cuánto?", "An older question"));
  ASSERT_TRUE(loaded.bundle);
  const form::Definition& form = *loaded.bundle->definition();
  EXPECT_EQ(form.option_text("a", "yes", "es").text, "Yes");
  EXPECT_FALSE(form.option_text("a", "yes", "es").translated);
  EXPECT_EQ(form.item_text("a", "es").text, "¿Primero?");
  EXPECT_EQ(form.item_text("n", "es").text, "¿Cuánto?") << "no safety item: shown, and flagged";
  const TranslationState& state = loaded.bundle->translation_states().front();
  EXPECT_EQ(state.stale, 2u);
  EXPECT_EQ(state.stale_safety, 1u);
  EXPECT_THAT(loaded.warnings,
              ElementsAre(Field(&Error::code, "AR-P029"), Field(&Error::code, "AR-P030")));
  EXPECT_THAT(loaded.warnings.back().message, HasSubstr("a#yes"));
}

TEST(Translations, TheHeadingOverSafetyItemsIsOneToo) {
  fhir::Json form = *fhir::parse_json(
      R"({"item":[{"linkId":"g","type":"group","text":"Now","item":[{"linkId":"a","type":"choice","text":"First?",
      "extension":[{"url":"https://anteroom.example/fhir/StructureDefinition/safety-item","valueBoolean":true}]}]}]})");
  Translations strings;
  strings["g#text"] = {"Ahora", "0000000000000000", true};
  strings["a#text"] = {"¿Primero?", sha256_hex("First?").substr(0, 16), true};
  Errors warnings;
  const TranslationState state = merge_translations(form, "es", strings, warnings);
  EXPECT_EQ(state.stale_safety, 1u);
  EXPECT_EQ(state.draft, 0u);
  EXPECT_EQ(fhir::write_json(form).find("Ahora"), std::string::npos);
  EXPECT_NE(fhir::write_json(form).find("¿Primero?"), std::string::npos);
}

/// The bundles of the tree: complete and current in every language they promise, and honest about
/// who read them.
TEST(Translations, OfTheShippedBundlesAreCompleteDraftsThatSaySo) {
  namespace fs = std::filesystem;
  int bundles = 0;
  for (const auto& entry : fs::recursive_directory_iterator(ANTEROOM_SOURCE_DIR "/plugins")) {
    if (entry.path().filename() != "plugin.json") continue;
    const auto manifest = fhir::read_json_file(entry.path().string());
    ASSERT_TRUE(manifest.ok());
    ++bundles;
    const std::string id(manifest->string_or_empty("id"));
    const fs::path folder = entry.path().parent_path() / "i18n";
    for (const fhir::Json& language : manifest->array_or_empty("languages")) {
      if (language.as_string() == "en") continue;
      const auto file = fhir::read_json_file((folder / (language.as_string() + ".json")).string());
      ASSERT_TRUE(file.ok()) << id << " " << language.as_string();
      bool draft = false;
      for (const auto& [key, one] : file->find("strings")->as_object())
        draft = draft || one.string_or_empty("status") != "reviewed";
      EXPECT_EQ(file->string_or_empty("review"), draft ? kDraftWords : "")
          << id << " " << language.as_string();
      for (const char* words : {"title", "description"})
        EXPECT_NE(manifest->find(words)->find(language.as_string()), nullptr)
            << id << " " << language.as_string();
    }
  }
  EXPECT_GT(bundles, 5);
}

}  // namespace
}  // namespace anteroom::plugin
