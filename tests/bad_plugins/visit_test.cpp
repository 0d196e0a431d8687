// Every hostile plugin in the middle of a visit: the visit completes, no answer is lost, the check
// reads "not evaluated", never "absent", and nothing is left of the process.
#include <gtest/gtest.h>
#include <sys/types.h>
#include <unistd.h>

#include "core/intake/intake.h"
#include "tests/bad_plugins/animals.h"
#include "tests/bad_plugins/remains.h"
#include "tests/core/plugin/small_bundle.h"

namespace anteroom::plugin {
namespace {

using fhir::Json;
using form::AnswerValue;

Json coding(const std::string& code) {
  return Json::object().set(
      "valueCoding",
      Json::object().set("system", "http://x.example").set("code", code).set("display", code));
}

/// One choice item that says how the library shall fail, among the small bundle's questions.
void add_fault_item(SmallBundle& bundle) {
  Json form = *fhir::parse_json(bundle.files["forms/intake.json"]);
  Json options = Json::array();
  options.push(coding("none"));
  for (const std::string& fault : faults()) options.push(coding(fault));
  form.find("item")->push(Json::object()
                              .set("linkId", "fault")
                              .set("text", "Fault?")
                              .set("type", "choice")
                              .set("answerOption", std::move(options)));
  bundle.files["forms/intake.json"] = fhir::write_json(form);
  bundle.files.erase("i18n/es.json");
}

/// A real bundle around one animal.
std::shared_ptr<const Bundle> bundle_of(SmallBundle& small, const std::string& library) {
  add_fault_item(small);
  small.files[library] =
      read_regular_file(ANTEROOM_BINARY_DIR "/zoo/" + library, kMaxLibraryBytes).value();
  small.manifest.set("id", "zoo")
      .set("languages", Json::array().push("en"))
      .set("title", Json::object().set("en", "Zoo"))
      .set("reads", Json::array().push("fault"))
      .set("abi", Json::object().set("major", 1).set("minor", 0))
      .set("library",
           Json::object().set("file", library).set("sha256", sha256_hex(small.files[library])));
  small.manifest.find("provides")
      ->set("checks", Json::array().push(Json::object()
                                             .set("id", "zoo-check")
                                             .set("tier", "routine")
                                             .set("title", "A check")));
  const Bundle::Loaded loaded = Bundle::load(small.write("zoo"));
  for (const Error& error : loaded.errors) ADD_FAILURE() << error.to_string();
  return loaded.bundle;
}

class HostileVisit : public testing::Test {
 protected:
  HostileVisit() {
    std::string pattern = (std::filesystem::temp_directory_path() / "anteroom-zoo-XXXXXX").string();
    root_ = mkdtemp(pattern.data());
    auto opened =
        store::Store::open({.directory = root_, .key_file = root_ + "/keys/device.key"}, clock_);
    EXPECT_TRUE(opened.ok());
    store_ = std::move(*opened);
  }
  ~HostileVisit() override { std::filesystem::remove_all(root_); }

  /// A whole visit in which the library fails after the second answer.
  intake::Record visit_with(const std::shared_ptr<const Bundle>& bundle, const std::string& fault) {
    intake::Services services;
    services.store = store_.get();
    services.clock = &clock_;
    services.catalogue = {bundle};
    services.host.host_path = ANTEROOM_BIN_DIR "/anteroom-plugin-host";
    services.host.load_deadline = std::chrono::seconds(2);
    auto visit = std::move(*intake::Intake::begin(services));
    EXPECT_TRUE(visit->check_in({"Sample", "Sam", "1992-03-17", "male"}).ok());
    EXPECT_TRUE(visit->give_consent({.given = true, .document = "privacy", .version = "1"}).ok());
    EXPECT_TRUE(visit->choose({"zoo"}).ok());
    const auto say = [&](const std::string& item, AnswerValue value) {
      EXPECT_TRUE(visit->answer({"zoo", item}, {std::move(value)}).ok()) << item;
    };
    say("a", AnswerValue::coding("http://x.example", "yes"));
    say("fault", AnswerValue::coding("http://x.example", fault));
    visit->run_checks();
    say("n", AnswerValue::integer(4));
    visit->run_checks();
    say("h", AnswerValue::boolean(true));
    Result<intake::Record> record = visit->finish();
    EXPECT_TRUE(record.ok()) << fault;
    return record.ok() ? std::move(*record) : intake::Record{};
  }

  static void expect_whole(const intake::Record& record, const std::string& fault) {
    std::map<std::string, std::vector<std::string>> said;
    for (const intake::AnswerLine& line : record.answers) {
      if (line.kind == form::ItemState::Kind::answered)
        said[line.link_id] = {line.codes.empty() ? line.answer : line.codes.front()};
    }
    EXPECT_EQ(said.size(), 4U) << "no answer is lost";
    EXPECT_EQ(said["a"], std::vector<std::string>{"yes"});
    EXPECT_EQ(said["fault"], std::vector<std::string>{fault});
    EXPECT_EQ(said["n"], std::vector<std::string>{"4"});
    EXPECT_EQ(said["h"], std::vector<std::string>{"true"});
    // Core's own rule does not care.
    ASSERT_EQ(record.findings.size(), 1U);
    EXPECT_EQ(record.findings[0].finding.state, triage::RuleState::fired);
    EXPECT_EQ(record.tier, triage::Tier::urgent);
    ASSERT_EQ(record.coded_checks.size(), 1U) << "a promised check is never left out";
  }

  FakeClock clock_{*parse_instant("2026-11-24T09:12:00Z")};
  std::string root_;
  std::unique_ptr<store::Store> store_;
};

TEST_F(HostileVisit, EveryFaultOfACall) {
  SmallBundle small;
  const auto bundle = bundle_of(small, zoo_library("calls"));
  ASSERT_TRUE(bundle);
  expect_whole(visit_with(bundle, "none"), "none");  // starts the thread that spawns, too
  const std::set<std::string> before = open_descriptors();
  ASSERT_TRUE(no_child());
  for (const std::string& fault : faults()) {
    SCOPED_TRACE(fault);
    const intake::Record record = visit_with(bundle, fault);
    expect_whole(record, fault);
    EXPECT_EQ(record.coded_checks.at(0).second.outcome, Outcome::not_evaluated);
    EXPECT_NE(record.coded_checks.at(0).second.reason, "");
    EXPECT_EQ(open_descriptors(), before);
    EXPECT_TRUE(no_child());
  }
}

TEST_F(HostileVisit, EveryFaultOfLoading) {
  std::set<std::string> before;
  for (const std::string& name : loading_faults()) {
    SCOPED_TRACE(name);
    SmallBundle small;
    const auto bundle = bundle_of(small, zoo_library(name));
    ASSERT_TRUE(bundle);
    const intake::Record record = visit_with(bundle, "none");
    expect_whole(record, "none");
    EXPECT_EQ(record.coded_checks.at(0).second.outcome, Outcome::not_evaluated);
    EXPECT_NE(record.coded_checks.at(0).second.reason, "");
    EXPECT_TRUE(no_child());
    if (before.empty()) before = open_descriptors();
    EXPECT_EQ(open_descriptors(), before);
  }
}

}  // namespace
}  // namespace anteroom::plugin
