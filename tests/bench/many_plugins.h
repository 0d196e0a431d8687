// One bundle many times over, each copy with an id of its own: a kiosk with many plugins.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace anteroom::bench {

class ManyPlugins {
 public:
  ManyPlugins(const std::string& bundle, int count) {
    namespace fs = std::filesystem;
    std::string pattern = (fs::temp_directory_path() / "anteroom-many-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
    root_ = pattern;
    for (int i = 0; i < count; ++i) {
      const std::string id = fs::path(bundle).filename().string() + "-" + std::to_string(i);
      const fs::path place = fs::path(plugins()) / id;
      fs::create_directories(plugins());
      fs::copy(bundle, place, fs::copy_options::recursive);
      rename_manifest(place / "plugin.json", fs::path(bundle).filename().string(), id);
    }
  }
  ~ManyPlugins() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }
  ManyPlugins(const ManyPlugins&) = delete;
  ManyPlugins& operator=(const ManyPlugins&) = delete;
  [[nodiscard]] const std::string& root() const { return root_; }
  [[nodiscard]] std::string plugins() const { return root_ + "/plugins"; }

 private:
  static void rename_manifest(const std::filesystem::path& path, const std::string& from,
                              const std::string& to) {
    std::ifstream in(path, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(in), {});
    const std::size_t key = text.find("\"id\"");  // the first is the plugin's own
    const std::size_t at = text.find("\"" + from + "\"", key);
    if (key == std::string::npos || at == std::string::npos)
      throw std::runtime_error("no id in " + path.string());
    text.replace(at, from.size() + 2, "\"" + to + "\"");
    std::filesystem::remove(path);
    std::ofstream(path, std::ios::binary) << text;
  }
  std::string root_;
};

}  // namespace anteroom::bench
