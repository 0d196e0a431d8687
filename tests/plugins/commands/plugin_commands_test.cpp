// `anteroom plugin ...` as a process: exit codes and JSON.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "core/fhir/json.h"
#include "tests/support/command.h"

namespace anteroom {
namespace {

namespace fs = std::filesystem;

Outcome anteroom(const std::string& arguments) {
  return run_command(ANTEROOM_BIN_DIR "/anteroom " + arguments + " 2>&1");
}

/// How many of `plugin test --json` passed; each case says what the contract promises.
int passed(const fhir::Json& cases) {
  int count = 0;
  for (const fhir::Json& each : cases.as_array()) {
    for (const char* member : {"id", "fired", "unresolved", "tier", "unknownSafetyItems", "pass"})
      EXPECT_NE(each.find(member), nullptr) << member;
    count += each.find("pass")->as_bool() ? 1 : 0;
  }
  return count;
}

class Commands : public testing::Test {
 protected:
  Commands() {
    std::string pattern = (fs::temp_directory_path() / "anteroom-new-XXXXXX").string();
    parent_ = mkdtemp(pattern.data());
  }
  ~Commands() override { fs::remove_all(parent_); }
  std::string parent_;
};

TEST_F(Commands, NewPassesCheckAndTest) {
  const std::string bundle = parent_ + "/org.example.knee-pain";
  ASSERT_EQ(anteroom("plugin new org.example.knee-pain --in " + parent_).code, 0);
  const Outcome check = anteroom("plugin check --strict --json " + bundle);
  EXPECT_EQ(check.code, 0) << check.out;
  EXPECT_TRUE(check.json().find("ok")->as_bool());
  const Outcome test = anteroom("plugin test --json " + bundle);
  EXPECT_EQ(test.code, 0) << test.out;
  EXPECT_EQ(passed(test.json()), 3);
  EXPECT_EQ(anteroom("plugin new org.example.knee-pain --in " + parent_).code,
            2);  // never over something
}

TEST_F(Commands, CheckSaysWhatIsWrong) {
  ASSERT_EQ(anteroom("plugin new org.example.hip --in " + parent_).code, 0);
  const std::string bundle = parent_ + "/org.example.hip";
  std::ofstream(bundle + "/red-flags.json", std::ios::app) << " ";
  const Outcome check = anteroom("plugin check --json " + bundle);
  EXPECT_EQ(check.code, 1);
  EXPECT_EQ(check.json().array_or_empty("errors").at(0).string_or_empty("code"), "AR-P009");
  EXPECT_EQ(anteroom("plugin check /nonexistent").code, 2);
  EXPECT_EQ(anteroom("plugin test " + bundle).code, 1);
}

TEST_F(Commands, UpperBackPain) {
  const std::string bundle = ANTEROOM_BINARY_DIR "/plugins/upper-back-pain";
  const Outcome check = anteroom("plugin check --json " + bundle);
  EXPECT_EQ(check.code, 0) << check.out;
  EXPECT_TRUE(check.json().find("library_checked")->as_bool());
  const Outcome test = anteroom("plugin test --json " + bundle +
                                " --cases " ANTEROOM_SOURCE_DIR
                                "/plugins/upper_back_pain/cases/upper-back-pain.json");
  EXPECT_EQ(test.code, 0);
  EXPECT_GE(passed(test.json()), 21);
}

/// As somebody outside: the installed SDK, a compiler and the command, nothing of this tree.
TEST_F(Commands, ANativePluginBuildsAgainstTheInstalledSdk) {
  const auto shell = [](const std::string& line) {
    return WEXITSTATUS(std::system((line + " >/dev/null 2>&1").c_str()));
  };
  const std::string sdk = parent_ + "/sdk", source = parent_ + "/org.example.knee-pain";
  ASSERT_EQ(shell("cmake --install " ANTEROOM_BINARY_DIR " --component sdk --prefix " + sdk), 0);
  ASSERT_EQ(anteroom("plugin new --native org.example.knee-pain --in " + parent_).code, 0);
  EXPECT_EQ(anteroom("plugin hash " + source).code, 2) << "sources are no bundle";
  const std::string build = parent_ + "/build";
  ASSERT_EQ(shell("cmake -S " + source + " -B " + build + " -DCMAKE_PREFIX_PATH=" + sdk), 0);
  ASSERT_EQ(shell("cmake --build " + build), 0);
  const Outcome check =
      anteroom("plugin check --strict --json " + build + "/plugins/org.example.knee-pain");
  EXPECT_EQ(check.code, 0) << check.out;
  EXPECT_TRUE(check.json().find("library_checked")->as_bool());
  EXPECT_EQ(shell("test \"$(nm -D --defined-only " + build +
                  "/plugins/org.example.knee-pain/*.so | wc -l)\" = 1"),
            0)
      << "a plugin exports its entry alone";
  EXPECT_EQ(shell("PKG_CONFIG_PATH=$(dirname $(find " + sdk +
                  " -name anteroom-sdk.pc)) pkg-config --cflags anteroom-sdk | grep " + sdk),
            0);
}

TEST_F(Commands, HashesFollowAnEdit) {
  ASSERT_EQ(anteroom("plugin new org.example.hip --in " + parent_).code, 0);
  const std::string bundle = parent_ + "/org.example.hip";
  EXPECT_TRUE(anteroom("plugin hash --json " + bundle).json().array_or_empty("changed").empty());
  std::ofstream(bundle + "/red-flags.json", std::ios::app) << "\n";
  EXPECT_EQ(anteroom("plugin check " + bundle).code, 1);
  const Outcome hash = anteroom("plugin hash --json " + bundle);
  EXPECT_EQ(hash.code, 0);
  ASSERT_EQ(hash.json().array_or_empty("changed").size(), 1U);
  EXPECT_EQ(hash.json().array_or_empty("changed")[0].as_string(), "red-flags.json");
  EXPECT_EQ(anteroom("plugin check --strict " + bundle).code, 0);
  std::ofstream(bundle + "/red-flags.json~") << "{}";
  EXPECT_TRUE(anteroom("plugin hash --json " + bundle).json().array_or_empty("changed").empty());
  EXPECT_EQ(anteroom("plugin check " + bundle).code, 1) << "a backup has no place in a bundle";
  EXPECT_EQ(anteroom("plugin hash /nonexistent").code, 2);
}

TEST_F(Commands, SignAndVerify) {
  ASSERT_EQ(anteroom("plugin new org.example.hip --in " + parent_).code, 0);
  const std::string bundle = parent_ + "/org.example.hip";
  const fhir::Json key = anteroom("plugin keygen --json --holder Tests --out " + parent_).json();
  fs::create_directory(parent_ + "/keys");
  fs::permissions(parent_ + "/keys", fs::perms(0755));
  fs::copy_file(std::string(key.string_or_empty("public")), parent_ + "/keys/one.json");
  const std::string verify = "plugin verify --json " + bundle + " --keys " + parent_ + "/keys";
  EXPECT_EQ(anteroom(verify).code, 1);
  EXPECT_EQ(anteroom(verify).json().find("error")->string_or_empty("code"), "AR-P010");
  EXPECT_EQ(
      anteroom("plugin sign " + bundle + " --key " + std::string(key.string_or_empty("secret")))
          .code,
      0);
  EXPECT_EQ(anteroom(verify).code, 0);
  EXPECT_EQ(anteroom("plugin check --strict " + bundle).code, 0);
  std::ofstream(bundle + "/red-flags.json", std::ios::app) << " ";
  EXPECT_EQ(
      anteroom("plugin sign " + bundle + " --key " + std::string(key.string_or_empty("secret")))
          .code,
      1)
      << "what does not load is not signed";
}

TEST_F(Commands, MutantsOfANewPlugin) {
  ASSERT_EQ(anteroom("plugin new org.example.hip --in " + parent_).code, 0);
  const std::string bundle = parent_ + "/org.example.hip";
  const Outcome whole = anteroom("plugin test --mutate --json " + bundle);
  EXPECT_EQ(whole.code, 0) << whole.out;
  EXPECT_GT(whole.json().find("safety")->find("mutants")->as_integer(), 0);
  // without its patients no mutant is caught
  std::ofstream(parent_ + "/none.json")
      << R"({"format":"anteroom-clinical-case/1","plugin":"org.example.hip","cases":[]})";
  const Outcome none =
      anteroom("plugin test --mutate --json " + bundle + " --cases " + parent_ + "/none.json");
  EXPECT_EQ(none.code, 1);
  EXPECT_EQ(none.json().find("safety")->find("killed")->as_integer(), 0);
  EXPECT_FALSE(none.json().array_or_empty("survivors").empty());
}

TEST_F(Commands, RunAsksInOrderAndShowsTheFlags) {
  const std::string bundle = ANTEROOM_BINARY_DIR "/plugins/upper-back-pain";
  const std::string lines = parent_ + "/lines";
  std::ofstream(lines) << "self\n52\nyes\n?\nyes\n:quit\n";
  const Outcome run = anteroom("plugin run --json " + bundle + " < " + lines);
  ASSERT_EQ(run.code, 0) << run.out;
  const fhir::Json result = run.json();
  EXPECT_EQ(result.string_or_empty("tier"), "emergency");
  EXPECT_EQ(result.find("response")->string_or_empty("resourceType"), "QuestionnaireResponse");
  // "?" is not sure: it stays among the unknown safety items, and is never a no.
  bool breath_unknown = false;
  for (const fhir::Json& item : result.array_or_empty("unknownSafetyItems"))
    breath_unknown = breath_unknown || item.as_string() == "now-breath";
  EXPECT_TRUE(breath_unknown);
}

TEST_F(Commands, Explain) {
  EXPECT_EQ(anteroom("explain AR-P014").code, 0);
  EXPECT_EQ(anteroom("plugin explain p014 --json").json().string_or_empty("code"), "AR-P014");
  EXPECT_EQ(anteroom("explain AR-Z999").code, 1);
}

/// Every code that a source file can give stands in the table.
TEST_F(Commands, EveryCodeIsExplained) {
  const auto table = fhir::read_json_file(ANTEROOM_SOURCE_DIR "/schemas/error-codes.json");
  ASSERT_TRUE(table.ok());
  std::set<std::string> known, missing;
  for (const fhir::Json& entry : table->array_or_empty("codes"))
    known.emplace(entry.string_or_empty("code"));
  const std::regex pattern("\"(AR-[A-Z][0-9]{3})\"");
  for (const char* room : {"core", "kiosk", "plugins"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(ANTEROOM_SOURCE_DIR "/" + std::string(room))) {
      if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
      std::ifstream in(entry.path());
      const std::string text((std::istreambuf_iterator<char>(in)), {});
      for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end;
           ++match) {
        if (!known.contains((*match)[1])) missing.insert((*match)[1]);
      }
    }
  }
  EXPECT_EQ(missing, std::set<std::string>());
}

}  // namespace
}  // namespace anteroom
