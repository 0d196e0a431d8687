// Every data file of every shipped bundle is what its schema says, and each rule names its sources
// and says that no clinician has signed it off.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/schemas/support.h"

namespace anteroom::schemas {
namespace {

namespace fs = std::filesystem;

/// The folders below plugins/ that hold a manifest, relative to the tree.
std::vector<std::string> bundles() {
  const fs::path root(ANTEROOM_SOURCE_DIR);
  std::vector<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(root / "plugins")) {
    if (entry.path().filename() == "plugin.json")
      out.push_back(fs::relative(entry.path().parent_path(), root).string());
  }
  return out;
}

void check_folder(const std::string& bundle, const std::string& folder, const std::string& schema) {
  const fs::path directory = fs::path(ANTEROOM_SOURCE_DIR) / bundle / folder;
  if (!fs::exists(directory)) return;
  for (const auto& file : fs::directory_iterator(directory)) {
    if (file.path().filename() == "equivalent-mutants.json") continue;  // read by core/plugin
    const std::string path = bundle + "/" + folder + "/" + file.path().filename().string();
    EXPECT_EQ(problem_by(schema, read_json(path)), "") << path;
  }
}

TEST(EveryBundle, FitsTheSchemas) {
  const std::vector<std::string> all = bundles();
  EXPECT_GE(all.size(), 2U);
  for (const std::string& bundle : all) {
    json::value manifest = read_json(bundle + "/plugin.json");
    manifest.as_object()["files"] = json::object();  // the build adds them
    EXPECT_EQ(problem_by("manifest", manifest), "") << bundle;
    EXPECT_EQ(problem_by("red-flags", read_json(bundle + "/red-flags.json")), "") << bundle;
    EXPECT_EQ(problem_by("summary", read_json(bundle + "/summary.json")), "") << bundle;
    check_folder(bundle, "cases", "cases");
    check_folder(bundle, "i18n", "i18n");
  }
}

TEST(EveryBundle, EachRuleNamesItsSourcesAndNobodyClaimsAReview) {
  for (const std::string& bundle : bundles()) {
    const json::value manifest = read_json(bundle + "/plugin.json");
    EXPECT_EQ(manifest.at("reviewed_by").as_string(), "") << bundle;
    std::string known;
    for (const json::value& source : manifest.at("evidence").as_array())
      known += "|" + std::string(source.at("id").as_string()) + "|";
    const json::value flags = read_json(bundle + "/red-flags.json");
    for (const json::value& rule : flags.at("rules").as_array()) {
      const std::string evidence(rule.at("evidence").as_string());
      EXPECT_NE(evidence, "") << bundle << " " << rule.at("id").as_string();
      std::istringstream words(evidence);
      for (std::string word; std::getline(words, word, ',');) {
        word.erase(0, word.find_first_not_of(' '));
        if (word.size() < 2 || word[0] != 'E' ||
            word.find_first_not_of("0123456789", 1) != word.npos)
          continue;
        EXPECT_NE(known.find("|" + word + "|"), std::string::npos)
            << bundle << " " << rule.at("id").as_string() << " names " << word;
      }
    }
  }
}

}  // namespace
}  // namespace anteroom::schemas
