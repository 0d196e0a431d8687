// The pages for authors are complete: what the code knows stands on them.
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>

#include "core/fhir/json.h"
#include "core/form/item_definition.h"
#include "tests/support/command.h"

namespace anteroom {
namespace {

std::string text_of(const std::string& path) {
  std::ifstream in(ANTEROOM_SOURCE_DIR + path);
  std::string text((std::istreambuf_iterator<char>(in)), {});
  EXPECT_FALSE(text.empty()) << path;
  return text;
}

std::set<std::string> matches(const std::string& text, const std::string& pattern) {
  const std::regex expression(pattern);
  std::set<std::string> out;
  for (std::sregex_iterator match(text.begin(), text.end(), expression), end; match != end; ++match)
    out.insert((*match)[1]);
  return out;
}

/// The page for authors speaks of every code that a plugin can be given.
TEST(Pages, EveryRefusalIsOnThePage) {
  const std::string page = text_of("/plugins/REFUSED.md");
  const auto table = fhir::read_json_file(ANTEROOM_SOURCE_DIR "/schemas/error-codes.json");
  ASSERT_TRUE(table.ok());
  int seen = 0;
  for (const fhir::Json& entry : table->array_or_empty("codes")) {
    const std::string code(entry.string_or_empty("code"));
    if (!code.starts_with("AR-P")) continue;
    ++seen;
    EXPECT_NE(page.find(code), std::string::npos) << code;
  }
  EXPECT_GT(seen, 20);
}

/// The reference names every key of the manifest and every extension of ours.
TEST(Pages, TheReferenceNamesEveryKeyAndExtension) {
  const std::string page = text_of("/plugins/sdk/REFERENCE.md");
  const auto schema = fhir::read_json_file(ANTEROOM_SOURCE_DIR "/schemas/manifest.schema.json");
  ASSERT_TRUE(schema.ok());
  const fhir::Json& properties = *schema->find("properties");
  for (const auto& [key, value] : properties.as_object())
    EXPECT_NE(page.find("`" + key), std::string::npos) << key;
  const fhir::Json& provides = *properties.find("provides")->find("properties");
  for (const auto& [key, value] : provides.as_object())
    EXPECT_NE(page.find("`provides." + key + "`"), std::string::npos) << key;
  const auto extensions =
      fhir::read_json_file(ANTEROOM_SOURCE_DIR "/schemas/questionnaire-extensions.schema.json");
  ASSERT_TRUE(extensions.ok());
  for (const fhir::Json& one : extensions->array_or_empty("oneOf")) {
    const std::string url(one.find("properties")->find("url")->string_or_empty("const"));
    EXPECT_NE(page.find("`" + url.substr(url.rfind('/') + 1) + "`"), std::string::npos) << url;
  }
}

/// Every function of the rule language, as the compiler of rules lists them.
TEST(Pages, TheReferenceNamesEveryRuleFunction) {
  const std::string page = text_of("/plugins/sdk/REFERENCE.md");
  std::set<std::string> functions =
      matches(text_of("/core/triage/compile.cpp"), "expr\\.text == \"([a-z_]+)\"");
  for (const char* word : {"true", "false"}) functions.erase(word);  // codes of a boolean item
  for (const char* known : {"has", "known", "at_least", "sum_at_least", "answer", "not"})
    EXPECT_TRUE(functions.contains(known)) << known;
  for (const std::string& name : functions) {
    const bool word = name == "and" || name == "or";
    EXPECT_NE(page.find(word ? " " + name + " " : name + "("), std::string::npos) << name;
  }
}

TEST(Pages, TheReferenceNamesEveryItemControl) {
  const std::string page = text_of("/plugins/sdk/REFERENCE.md");
  int seen = 0;
  for (int i = static_cast<int>(form::ItemControl::list);
       i <= static_cast<int>(form::ItemControl::text_box); ++i) {
    const std::string code(form::to_code(static_cast<form::ItemControl>(i)));
    ASSERT_FALSE(code.empty()) << i;
    ++seen;
    EXPECT_NE(page.find("`" + code + "`"), std::string::npos) << code;
  }
  EXPECT_GT(seen, 20);
}

/// Every name of the C header, and every method that a host calls.
TEST(Pages, TheReferenceNamesEveryPartOfTheAbi) {
  const std::string page = text_of("/plugins/sdk/REFERENCE.md");
  const std::string header = text_of("/plugins/sdk/include/anteroom/plugin_abi.h");
  std::set<std::string> names = matches(header, "#define (ANTEROOM_[A-Z_]+)");
  names.erase("ANTEROOM_PLUGIN_ABI_H");
  names.merge(matches(header, "uint32_t ([a-z_]+);"));
  names.merge(matches(header, "\\(\\*([a-z]+)\\)"));
  EXPECT_GE(names.size(), 12U);
  for (const std::string& name : names) EXPECT_NE(page.find(name), std::string::npos) << name;
  const std::set<std::string> methods =
      matches(text_of("/core/plugin/session.cpp"), "\\{\"([a-z.]+)\", Phase::");
  EXPECT_EQ(methods.size(), 6U);
  for (const std::string& method : methods) {
    if (method == "hello" || method == "load") continue;  // between kiosk and host, not the plugin
    EXPECT_NE(page.find("`" + method + "`"), std::string::npos) << method;
  }
}

/// Every command that `anteroom plugin --help` lists.
TEST(Pages, TheReferenceNamesEveryCommand) {
  const std::string page = text_of("/plugins/sdk/REFERENCE.md");
  const std::string help = run_command(ANTEROOM_BIN_DIR "/anteroom plugin --help 2>&1").out;
  const std::set<std::string> commands =
      matches(help.substr(std::min(help.size(), help.find("Subcommands"))), "\\n  ([a-z]+) ");
  EXPECT_GE(commands.size(), 9U) << help;
  for (const std::string& command : commands)
    EXPECT_TRUE(std::regex_search(page, std::regex("[|`] ?(anteroom plugin )?" + command + "\\b")))
        << command;
}

}  // namespace
}  // namespace anteroom
