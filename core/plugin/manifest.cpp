#include "core/plugin/manifest.h"

#include <algorithm>
#include <array>

#include "core/plugin/library_image.h"
#include "core/plugin/strict_reader.h"

namespace anteroom::plugin {
namespace {

bool lower_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool valid_version(std::string_view version) {
  // Three numbers, then an optional -label: the part of semver that is needed to name a release.
  const std::size_t dash = version.find('-');
  const std::string_view numbers = version.substr(0, dash);
  const bool plain = !numbers.empty() && numbers.front() != '.' && numbers.back() != '.' &&
                     numbers.find("..") == std::string_view::npos &&
                     std::count(numbers.begin(), numbers.end(), '.') == 2 &&
                     std::all_of(numbers.begin(), numbers.end(),
                                 [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
  return plain && (dash == std::string_view::npos || dash + 1 < version.size());
}

bool valid_hash(std::string_view hash) {
  return hash.size() == 64 && std::all_of(hash.begin(), hash.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// One manifest being read. Methods fill `out` and complain.
class ManifestReader {
 public:
  ManifestReader(const fhir::Json& json, ManifestRead& out)
      : json_(json), out_(out), reader_("AR-P002", out.errors) {}

  void read(std::string_view directory_name) {
    if (!reader_.object(json_, "",
                        {"schema", "id", "version", "title", "description", "languages", "author",
                         "license", "contact", "intended_use", "condition", "provides", "evidence",
                         "reviewed_by", "review_due", "files"},
                        {"reads", "instruments", "library", "abi", "deadlines"}))
      return;
    identity(directory_name);
    language_map("title", out_.manifest.title);
    language_map("description", out_.manifest.description);
    documents();
    files();
    provides(*json_.find("provides"));
    native();
  }

 private:
  Manifest& manifest() { return out_.manifest; }

  void identity(std::string_view directory_name) {
    Manifest& m = manifest();
    if (json_.string_or_empty("schema") != "anteroom-manifest/1")
      reader_.complain("/schema", "This reader knows \"anteroom-manifest/1\" only.",
                       "Write \"anteroom-manifest/1\".");
    m.id = reader_.string(json_, "", "id", 128);
    if (!valid_plugin_id(m.id))
      reader_.complain("/id",
                       "An id is lower-case words joined by '-', with a reverse DNS name before it "
                       "when it is not ours.",
                       "Write it like org.example.knee-pain.");
    else if (m.id != directory_name)
      reader_.complain("/id", "The directory's name must equal the id.",
                       "Rename the directory to " + m.id + ".");
    m.version = reader_.string(json_, "", "version", 64);
    if (!valid_version(m.version))
      reader_.complain("/version", "A version is three numbers.", "Write it like 1.4.0.");
    m.languages = reader_.strings(json_, "", "languages", 64, 35);
    if (!contains(m.languages, "en"))
      reader_.complain("/languages", "\"en\" must be one of the languages.", "Add it.");
    m.author = reader_.string(json_, "", "author", 200);
    m.license = reader_.string(json_, "", "license", 100);
    m.contact = reader_.string(json_, "", "contact", 200);
    m.intended_use = reader_.string(json_, "", "intended_use", 2000);
    m.reviewed_by = optional_text("reviewed_by");
    m.review_due = optional_text("review_due");
  }

  /// A member that must stand there and may be "".
  std::string optional_text(std::string_view key) {
    const fhir::Json* member = json_.find(key);
    if (member->is_string() && member->as_string().empty()) return {};
    return reader_.string(json_, "", key, 200);
  }

  void language_map(std::string_view key, std::vector<std::pair<std::string, std::string>>& out) {
    const fhir::Json& map = *json_.find(key);
    const std::string pointer = pointer_to("", key);
    if (!map.is_object()) return reader_.complain(pointer, "A text a language must stand here.");
    if (map.find("en") == nullptr)
      reader_.complain(pointer, "The text in \"en\" is missing.", "Add it.");
    for (const auto& [language, text] : map.as_object()) {
      if (!contains(manifest().languages, language))
        reader_.complain(pointer_to(pointer, language), "This language is not in `languages`.",
                         "Add it there.");
      out.emplace_back(language, reader_.string(map, pointer, language, 1000));
    }
  }

  void documents() {
    const fhir::Json& condition = *json_.find("condition");
    if (reader_.object(condition, "/condition", {"system", "code", "display"}, {}))
      texts(condition, "/condition", {"system", "code", "display"});
    evidence();
    instruments();
  }

  /// `items` are in the instrument's published words, which nobody may make simpler.
  void instruments() {
    const fhir::JsonArray& list = reader_.array(json_, "", "instruments", 500);
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string pointer = pointer_to("/instruments", i);
      if (!reader_.object(list[i], pointer, {"name", "licence", "source"}, {"items"})) continue;
      texts(list[i], pointer, {"name", "licence", "source"});
      const auto items = reader_.strings(list[i], pointer, "items", 500, 128);
      auto& all = manifest().fixed_wording;
      all.insert(all.end(), items.begin(), items.end());
    }
  }

  void evidence() {
    const fhir::JsonArray& list = reader_.array(json_, "", "evidence", 500);
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string pointer = pointer_to("/evidence", i);
      if (!reader_.object(list[i], pointer, {"id", "citation", "year", "link"}, {})) continue;
      texts(list[i], pointer, {"id", "citation", "link"});
      if (!list[i].find("year")->is_integer())
        reader_.complain(pointer_to(pointer, "year"), "A whole number must stand here.",
                         "0 when it is not known.");
    }
  }

  /// Texts that may be empty.
  void texts(const fhir::Json& object, const std::string& pointer,
             std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys) {
      if (!object.find(key)->is_string())
        reader_.complain(pointer_to(pointer, key), "A text must stand here.");
    }
  }

  void files() {
    const fhir::Json& map = *json_.find("files");
    if (!map.is_object()) return reader_.complain("/files", "A SHA-256 a path must stand here.");
    for (const auto& [path, hash] : map.as_object()) {
      const std::string pointer = pointer_to("/files", path);
      if (!valid_bundle_path(path))
        reader_.complain(pointer, "A path is relative and has no '..'.");
      if (!hash.is_string() || !valid_hash(hash.as_string()))
        reader_.complain(pointer, "64 lower-case hexadecimal digits must stand here.",
                         "Write the file's SHA-256.");
      else
        manifest().files.emplace_back(path, hash.as_string());
    }
  }

  [[nodiscard]] bool listed(std::string_view path) const {
    const auto& files = out_.manifest.files;
    return std::any_of(files.begin(), files.end(),
                       [&](const auto& file) { return file.first == path; });
  }

  void must_be_listed(const std::string& path, const std::string& pointer) {
    if (!path.empty() && !listed(path))
      reader_.complain(pointer, "This file does not stand in `files`.",
                       "Add it there with its SHA-256.");
  }

  void provides(const fhir::Json& json) {
    if (!reader_.object(json, "/provides", {"forms"},
                        {"history", "red_flags", "checks", "summary_lines", "body_map"}))
      return;
    Manifest& m = manifest();
    m.forms = reader_.strings(json, "/provides", "forms", 16, 200);
    m.history = reader_.strings(json, "/provides", "history", 16, 200);
    m.summary_lines = reader_.strings(json, "/provides", "summary_lines", 64, 64);
    m.body_map = reader_.string(json, "/provides", "body_map", 200);
    if (m.forms.empty() && m.history.empty())
      reader_.complain("/provides/forms", "A plugin has at least one form.");
    for (std::size_t i = 0; i < m.forms.size(); ++i)
      must_be_listed(m.forms[i], pointer_to("/provides/forms", i));
    for (std::size_t i = 0; i < m.history.size(); ++i)
      must_be_listed(m.history[i], pointer_to("/provides/history", i));
    must_be_listed(m.body_map, "/provides/body_map");
    const fhir::JsonArray& flags = reader_.array(json, "/provides", "red_flags", 500);
    for (std::size_t i = 0; i < flags.size(); ++i) {
      const std::string pointer = pointer_to("/provides/red_flags", i);
      if (reader_.object(flags[i], pointer, {"id", "tier"}, {}))
        out_.red_flags.push_back(
            {reader_.string(flags[i], pointer, "id", 64), tier(flags[i], pointer)});
    }
    const fhir::JsonArray& checks = reader_.array(json, "/provides", "checks", 64);
    for (std::size_t i = 0; i < checks.size(); ++i) {
      const std::string pointer = pointer_to("/provides/checks", i);
      if (reader_.object(checks[i], pointer, {"id", "tier", "title"}, {}))
        check(checks[i], pointer);
    }
  }

  triage::Tier tier(const fhir::Json& json, const std::string& pointer) {
    const auto tier = triage::tier_from(json.string_or_empty("tier"));
    if (tier && *tier != triage::Tier::none) return *tier;
    reader_.complain(pointer + "/tier", "A tier is emergency, urgent or routine.");
    return triage::Tier::none;
  }

  void check(const fhir::Json& json, const std::string& pointer) {
    CheckDeclaration declared;
    declared.id = reader_.string(json, pointer, "id", 64);
    declared.tier = tier(json, pointer);
    declared.title = reader_.string(json, pointer, "title", 200);
    for (const CheckDeclaration& other : manifest().checks) {
      if (other.id == declared.id) reader_.complain(pointer + "/id", "Two checks have this id.");
    }
    manifest().checks.push_back(std::move(declared));
  }

  void native() {
    Manifest& m = manifest();
    m.reads = reader_.strings(json_, "", "reads", 500, 128);
    const fhir::Json* library = json_.find("library");
    if (library == nullptr) {
      if (!m.checks.empty() || !m.summary_lines.empty())
        reader_.complain(
            "/provides",
            "Checks and lines need a library: without one they could only read \"not evaluated\".",
            "Remove `checks` and `summary_lines`, or add `library`.");
      return;
    }
    if (!reader_.object(*library, "/library", {"file", "sha256"}, {})) return;
    m.library = reader_.string(*library, "/library", "file", 200);
    m.library_sha256 = library->string_or_empty("sha256");
    must_be_listed(m.library, "/library/file");
    const bool agree = std::any_of(m.files.begin(), m.files.end(), [&](const auto& file) {
      return file.first == m.library && file.second == m.library_sha256;
    });
    if (!agree)
      reader_.complain("/library/sha256",
                       "This is not the hash that `files` gives for the library.");
    abi();
    deadlines();
  }

  void abi() {
    const fhir::Json* abi = json_.find("abi");
    if (abi == nullptr)
      return reader_.complain("/abi", "A library needs `abi`.",
                              "Add {\"major\": 1, \"minor\": 0}.");
    if (!reader_.object(*abi, "/abi", {"major", "minor"}, {})) return;
    const fhir::Json &major = *abi->find("major"), &minor = *abi->find("minor");
    if (!major.is_integer() || !minor.is_integer() || minor.as_integer() < 0)
      return reader_.complain("/abi", "Two whole numbers must stand here.");
    manifest().abi_major = static_cast<int>(major.as_integer());
    manifest().abi_minor = static_cast<int>(std::min<std::int64_t>(minor.as_integer(), 1000));
    if (major.as_integer() != kAbiMajor)
      out_.errors.push_back({"AR-P005", "This kiosk runs plugins of ABI 1.", "/abi/major",
                             "Build it with this version's SDK."});
  }

  void deadlines() {
    const fhir::Json* json = json_.find("deadlines");
    if (json == nullptr ||
        !reader_.object(*json, "/deadlines", {}, {"redflag.check", "summary.lines"}))
      return;
    deadline(*json, "redflag.check", manifest().redflag_deadline_ms, kRedflagDeadlineMs);
    deadline(*json, "summary.lines", manifest().summary_deadline_ms, kSummaryDeadlineMs);
  }

  void deadline(const fhir::Json& json, std::string_view key, int& out, int most) {
    const fhir::Json* member = json.find(key);
    if (member == nullptr) return;
    if (!member->is_integer() || member->as_integer() < 1 || member->as_integer() > most)
      return reader_.complain(
          pointer_to("/deadlines", key),
          "Milliseconds, 1 to " + std::to_string(most) + ": a manifest may only lower a deadline.");
    out = static_cast<int>(member->as_integer());
  }

  const fhir::Json& json_;
  ManifestRead& out_;
  StrictReader reader_;
};

std::string in_language(const std::vector<std::pair<std::string, std::string>>& map,
                        std::string_view language) {
  std::string english;
  for (const auto& [tag, text] : map) {
    if (tag == language) return text;
    if (tag == "en") english = text;
  }
  return english;
}

}  // namespace

std::string Manifest::title_in(std::string_view language) const {
  return in_language(title, language);
}
std::string Manifest::description_in(std::string_view language) const {
  return in_language(description, language);
}

bool valid_plugin_id(std::string_view id) {
  bool start = true;  // of a word
  for (const char c : id) {
    if (!lower_or_digit(c) && (start || (c != '-' && c != '.'))) return false;
    start = !lower_or_digit(c);
  }
  return !id.empty() && !start && id.size() <= 128;
}

bool valid_bundle_path(std::string_view path) {
  if (path.empty() || path.size() > 200 || path.front() == '/' || path.back() == '/') return false;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, end - at);
    if (part.empty() || part == "." || part == "..") return false;
    for (const char c : part) {
      if (!lower_or_digit(c) && !(c >= 'A' && c <= 'Z') && c != '-' && c != '_' && c != '.')
        return false;
    }
    at = end + 1;
  }
  return true;
}

ManifestRead read_manifest(std::string_view text, std::string_view directory_name) {
  ManifestRead read;
  const Result<fhir::Json> json =
      fhir::parse_json(text, {.max_bytes = std::size_t{1} << 20, .max_depth = 16});
  if (!json) {
    Error error = json.error();
    error.message = error.code + " " + error.message;
    error.code = "AR-P002";
    read.errors.push_back(std::move(error));
    return read;
  }
  ManifestReader(*json, read).read(directory_name);
  read.manifest.sha256 = sha256_hex(text);
  for (Error& error : read.errors) error = fhir::with_place(std::move(error), text);
  return read;
}

}  // namespace anteroom::plugin
