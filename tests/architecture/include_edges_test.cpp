// The arrows between rooms, compared with the #include lines of the tree: left may not see right.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

/// Room -> rooms whose headers it may include (itself always). Transitive arrows are spelled out.
const std::map<std::string, std::set<std::string>>& allowed() {
  static const auto table = [] {
    std::map<std::string, std::set<std::string>> direct = {
        {"core/base", {}},
        {"core/fhir", {"core/base"}},
        {"core/fhirpath", {"core/fhir"}},
        {"core/form", {"core/fhirpath"}},
        {"core/extract", {"core/form"}},
        {"core/triage", {"core/form"}},
        {"core/plugin", {"core/triage"}},
        {"core/store", {"core/base"}},
        {"core/intake", {"core/plugin", "core/store"}},
        {"core/summary", {"core/intake"}},
        {"core/exchange", {"core/summary", "core/store"}},
        {"kiosk/flow", {"core/intake"}},
        {"kiosk/ui", {"kiosk/flow"}},
        {"kiosk/inspector", {"kiosk/flow"}},
        {"kiosk/app", {"kiosk/ui", "kiosk/inspector"}},
        {"kiosk/cli", {"core/exchange", "core/extract"}},
        {"kiosk/courier", {"core/exchange"}},
        {"plugins/sdk", {}},
        {"plugins/host", {"plugins/sdk"}},
        {"plugins/upper_back_pain", {"plugins/sdk"}},
        {"plugins/low_back_pain", {"plugins/sdk"}},
    };
    for (bool grew = true; grew;) {
      grew = false;
      for (auto& [room, sees] : direct) {
        const auto now = sees;
        for (const auto& seen : now)
          for (const auto& further : direct[seen]) grew |= sees.insert(further).second;
      }
    }
    return direct;
  }();
  return table;
}

std::string room_of(const std::string& path) {
  static const std::regex pattern("^((core|kiosk|plugins)/[^/]+)/.*");
  std::smatch match;
  return std::regex_match(path, match, pattern) ? match[1].str() : std::string{};
}

std::vector<std::string> violations_in(const fs::path& file, const std::string& room) {
  std::vector<std::string> out;
  std::ifstream in(file);
  static const std::regex include(
      "^\\s*#\\s*include\\s*[\"<]((core|kiosk|plugins)/[^\">]+)[\">].*");
  for (std::string line; std::getline(in, line);) {
    std::smatch match;
    if (!std::regex_match(line, match, include)) continue;
    const std::string seen = room_of(match[1].str());
    if (seen != room && !allowed().at(room).contains(seen))
      out.push_back(file.string() + " may not include " + match[1].str());
  }
  return out;
}

TEST(IncludeEdges, FollowTheArrowsOfTheRooms) {
  const fs::path root = ANTEROOM_SOURCE_DIR;
  std::size_t files = 0;
  for (const char* top : {"core", "kiosk", "plugins"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const auto extension = entry.path().extension();
      if (extension != ".h" && extension != ".cpp" && extension != ".c") continue;
      const std::string room = room_of(fs::relative(entry.path(), root).string());
      ASSERT_TRUE(allowed().contains(room)) << entry.path() << " lies in a room without arrows";
      ++files;
      for (const auto& violation : violations_in(entry.path(), room)) ADD_FAILURE() << violation;
    }
  }
  EXPECT_GT(files, 20u);
}

TEST(IncludeEdges, HaveNoCycle) {
  for (const auto& [room, sees] : allowed())
    EXPECT_FALSE(sees.contains(room)) << room << " sees itself";
}

TEST(IncludeEdges, OnlyTheHostKnowsBoostDll) {
  const fs::path root = ANTEROOM_SOURCE_DIR;
  for (const char* top : {"core", "kiosk", "plugins"})
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      if (entry.path().extension() != ".h" && entry.path().extension() != ".cpp") continue;
      std::ifstream in(entry.path());
      const std::string text((std::istreambuf_iterator<char>(in)), {});
      if (text.find("#include <boost/dll") == std::string::npos) continue;
      EXPECT_EQ(room_of(fs::relative(entry.path(), root).string()), "plugins/host") << entry.path();
    }
}

TEST(Tree, HasOnlyTheFoldersOfTheLayout) {
  const std::set<std::string> folders = {"core",      "plugins", "kiosk", "schemas", "tests",
                                         "installer", "build",   ".git",  ".ci"};
  for (const auto& entry : fs::directory_iterator(ANTEROOM_SOURCE_DIR))
    if (entry.is_directory()) {
      EXPECT_TRUE(folders.contains(entry.path().filename().string())) << entry.path();
    }
}

}  // namespace
