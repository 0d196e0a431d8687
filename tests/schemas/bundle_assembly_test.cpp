// plugins/cmake/assemble_bundle.cmake: what a bundle holds is what its manifest names, and the same
// inputs give the same bytes.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include "tests/schemas/support.h"

namespace anteroom::schemas {
namespace {

namespace fs = std::filesystem;

struct Assembly {
  fs::path output;
  int exit_code = 0;
};

Assembly assemble(const std::string& name, const std::string& id, const std::string& library = {}) {
  Assembly out;
  out.output = fs::path(ANTEROOM_BINARY_DIR) / "tests" / "bundle_assembly" / name / id;
  fs::create_directories(out.output.parent_path());
  const std::string command =
      std::string(CMAKE_PROGRAM) + " -DID=" + id + " -DSOURCE=" + ANTEROOM_SOURCE_DIR +
      "/plugins/upper_back_pain -DOUTPUT=" + out.output.string() + " -DLIBRARY=" + library +
      " -P " + ANTEROOM_SOURCE_DIR + "/plugins/cmake/assemble_bundle.cmake >/dev/null 2>&1";
  out.exit_code = std::system(command.c_str());
  return out;
}

std::string bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::set<std::string> files_below(const fs::path& folder) {
  std::set<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) out.insert(fs::relative(entry.path(), folder).string());
  }
  return out;
}

std::set<std::string> files_named(const json::value& manifest) {
  std::set<std::string> out{"plugin.json"};
  for (const auto& file : manifest.at("files").as_object()) out.insert(std::string(file.key()));
  return out;
}

TEST(BundleAssembly, DataOnlyPromisesNoNativeCode) {
  const Assembly made = assemble("data_only", "upper-back-pain");
  ASSERT_EQ(made.exit_code, 0);
  const json::value manifest = json::parse(bytes(made.output / "plugin.json"));
  EXPECT_EQ(files_below(made.output), files_named(manifest));
  EXPECT_TRUE(manifest.at("provides").at("checks").as_array().empty());
  EXPECT_TRUE(manifest.at("provides").at("summary_lines").as_array().empty());
  for (const char* key : {"library", "reads", "abi", "deadlines"})
    EXPECT_FALSE(manifest.as_object().contains(key)) << key;
}

TEST(BundleAssembly, ALibraryStandsInTheManifest) {
  const fs::path library =
      fs::path(ANTEROOM_BINARY_DIR) / "tests" / "bundle_assembly" / "libany.so";
  fs::create_directories(library.parent_path());
  std::ofstream(library) << "any bytes";
  const Assembly made = assemble("native", "upper-back-pain", library.string());
  ASSERT_EQ(made.exit_code, 0);
  const json::value manifest = json::parse(bytes(made.output / "plugin.json"));
  EXPECT_EQ(files_below(made.output), files_named(manifest));
  EXPECT_EQ(manifest.at("library").at("file").as_string(), "libany.so");
  // printf 'any bytes' | sha256sum
  EXPECT_EQ(manifest.at("library").at("sha256").as_string(),
            "23914a83c3c7080988b4aab957e8c1abf4a281df9cc77c7e1d43d3e81f39e94e");
  EXPECT_EQ(manifest.at("provides").at("checks").as_array().size(), 1U);
}

TEST(BundleAssembly, IsDeterministicAndLeavesNothingOldBehind) {
  const Assembly first = assemble("again", "upper-back-pain");
  ASSERT_EQ(first.exit_code, 0);
  const std::string before = bytes(first.output / "plugin.json");
  std::ofstream(first.output / "old.json") << "{}";
  const Assembly second = assemble("again", "upper-back-pain");
  ASSERT_EQ(second.exit_code, 0);
  EXPECT_EQ(bytes(second.output / "plugin.json"), before);
  EXPECT_FALSE(fs::exists(second.output / "old.json"));
}

TEST(BundleAssembly, RefusesAnotherId) {
  EXPECT_NE(assemble("other", "knee-pain").exit_code, 0);
}

}  // namespace
}  // namespace anteroom::schemas
