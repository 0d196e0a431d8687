#include "core/plugin/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace anteroom::plugin {
namespace {

using fhir::Json;
using testing::Contains;
using testing::Field;
using testing::IsEmpty;

const std::string kHash(64, 'a');

Json good() {
  Json json = *fhir::parse_json(
      R"({"schema":"anteroom-manifest/1","id":"knee","version":"1.2.3","title":{"en":"Knee"},"description":{"en":"D"},)"
      R"("languages":["en"],"author":"A","license":"L","contact":"C","intended_use":"U",)"
      R"("condition":{"system":"s","code":"c","display":"d"},)"
      R"("provides":{"forms":["forms/q.json"],"checks":[{"id":"k","tier":"routine","title":"T"}],"summary_lines":["l"]},)"
      R"("reads":["a"],"evidence":[{"id":"E1","citation":"X","year":2020,"link":""}],"reviewed_by":"","review_due":"",)"
      R"("abi":{"major":1,"minor":0},"deadlines":{"redflag.check":100}})");
  json.set("library", Json::object().set("file", "libknee.so").set("sha256", kHash));
  return json.set("files", Json::object().set("forms/q.json", kHash).set("libknee.so", kHash));
}

Errors errors_of(const Json& json) {
  return read_manifest(fhir::write_json(json, fhir::JsonLayout::pretty), "knee").errors;
}

TEST(Manifest, ReadsAllOfIt) {
  const ManifestRead read = read_manifest(fhir::write_json(good()), "knee");
  EXPECT_THAT(read.errors, IsEmpty()) << (read.errors.empty() ? "" : read.errors[0].to_string());
  EXPECT_EQ(read.manifest.id, "knee");
  EXPECT_EQ(read.manifest.checks.at(0).tier, triage::Tier::routine);
  EXPECT_EQ(read.manifest.redflag_deadline_ms, 100);
  EXPECT_EQ(read.manifest.summary_deadline_ms, 500);
  EXPECT_EQ(read.manifest.library_sha256, kHash);
  EXPECT_EQ(read.manifest.sha256.size(), 64U);
}

struct Bend {
  const char* name;
  std::function<void(Json&)> bend;
  const char* code;
  const char* pointer;
};
void PrintTo(const Bend& bend, std::ostream* out) {
  *out << bend.name;
}

class Bent : public testing::TestWithParam<Bend> {};
TEST_P(Bent, IsRefusedAtItsPlace) {
  Json json = good();
  GetParam().bend(json);
  const Errors errors = errors_of(json);
  EXPECT_THAT(errors, Contains(testing::AllOf(Field(&Error::code, GetParam().code),
                                              Field(&Error::pointer, GetParam().pointer))))
      << (errors.empty() ? "no error" : errors[0].to_string());
}

Json object_with(std::string_view key, Json value) {
  return Json::object().set(key, std::move(value));
}

INSTANTIATE_TEST_SUITE_P(
    Manifest, Bent,
    testing::Values(
        Bend{"unknown_key", [](Json& j) { j.set("autor", "A"); }, "AR-P002", "/autor"},
        Bend{"schema", [](Json& j) { j.set("schema", "anteroom-manifest/2"); }, "AR-P002",
             "/schema"},
        Bend{"id_upper", [](Json& j) { j.set("id", "Knee"); }, "AR-P002", "/id"},
        Bend{"id_differs", [](Json& j) { j.set("id", "hip"); }, "AR-P002", "/id"},
        Bend{"version", [](Json& j) { j.set("version", "1.2"); }, "AR-P002", "/version"},
        Bend{"no_english", [](Json& j) { j.set("languages", Json::array().push("es")); }, "AR-P002",
             "/languages"},
        Bend{"title_without_english", [](Json& j) { j.set("title", Json::object()); }, "AR-P002",
             "/title"},
        Bend{"title_of_another_language", [](Json& j) { j.find("title")->set("fr", "Genou"); },
             "AR-P002", "/title/fr"},
        Bend{"path_up", [](Json& j) { j.find("files")->set("../x", kHash); }, "AR-P002",
             "/files/..~1x"},
        Bend{"hash", [](Json& j) { j.find("files")->set("forms/q.json", "abc"); }, "AR-P002",
             "/files/forms~1q.json"},
        Bend{"unlisted_form",
             [](Json& j) { j.find("provides")->set("forms", Json::array().push("forms/r.json")); },
             "AR-P002", "/provides/forms/0"},
        Bend{"no_form", [](Json& j) { j.find("provides")->set("forms", Json::array()); }, "AR-P002",
             "/provides/forms"},
        Bend{"tier",
             [](Json& j) { j.find("provides")->find("checks")->as_array()[0].set("tier", "none"); },
             "AR-P002", "/provides/checks/0/tier"},
        Bend{"library_hash",
             [](Json& j) { j.find("library")->set("sha256", std::string(64, 'b')); }, "AR-P002",
             "/library/sha256"},
        Bend{"abi_two", [](Json& j) { j.find("abi")->set("major", 2); }, "AR-P005", "/abi/major"},
        Bend{"deadline_raised",
             [](Json& j) { j.set("deadlines", object_with("redflag.check", 251)); }, "AR-P002",
             "/deadlines/redflag.check"},
        Bend{"deadline_zero", [](Json& j) { j.set("deadlines", object_with("summary.lines", 0)); },
             "AR-P002", "/deadlines/summary.lines"},
        Bend{"line_break", [](Json& j) { j.set("author", "A\nB"); }, "AR-P002", "/author"}),
    [](const testing::TestParamInfo<Bend>& info) { return std::string(info.param.name); });

TEST(Manifest, ChecksWithoutALibraryAreRefused) {
  Json json = good();
  auto& members = json.as_object();
  std::erase_if(members, [](const fhir::JsonMember& member) { return member.first == "library"; });
  EXPECT_THAT(errors_of(json), Contains(Field(&Error::pointer, "/provides")));
}

TEST(Manifest, HistoryAloneIsACommonHistory) {
  Json json = good();
  json.find("provides")->set("history", *json.find("provides")->find("forms"));
  json.find("provides")->set("forms", Json::array());
  EXPECT_THAT(errors_of(json), testing::IsEmpty());
  EXPECT_TRUE(read_manifest(fhir::write_json(json, fhir::JsonLayout::pretty), "knee")
                  .manifest.common_history());
}

TEST(Manifest, ErrorsHaveLineAndColumn) {
  Json json = good();
  json.set("version", "x");
  const Errors errors = errors_of(json);
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].line, 4);
  EXPECT_GT(errors[0].column, 0);
}

TEST(Manifest, NotJson) {
  EXPECT_THAT(read_manifest("{\"id\": }", "knee").errors, Contains(Field(&Error::code, "AR-P002")));
}

TEST(PluginId, Forms) {
  for (const char* id : {"upper-back-pain", "org.example.knee-pain", "a", "a1"})
    EXPECT_TRUE(valid_plugin_id(id)) << id;
  for (const char* id : {"", "-a", "a-", "A", "a_b", "a--b", "a..b", ".a", "a b", "a/b"})
    EXPECT_FALSE(valid_plugin_id(id)) << id;
}

TEST(BundlePath, Forms) {
  for (const char* path : {"a", "forms/q.json", "lib_x.so", "a/b/c"})
    EXPECT_TRUE(valid_bundle_path(path)) << path;
  for (const char* path : {"", "/a", "a/", "a//b", "..", "a/../b", "./a", "a b", "a\\b", "a\n"})
    EXPECT_FALSE(valid_bundle_path(path)) << path;
}

}  // namespace
}  // namespace anteroom::plugin
