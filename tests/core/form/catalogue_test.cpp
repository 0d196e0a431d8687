// The catalogue: every tests/fixtures/questionnaires/<behaviour>.json against its
// <behaviour>.expect.json, one test a file. The format stands in the README.md there; a key that it
// does not name fails.
#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <set>

#include "core/form/values.h"
#include "tests/core/form/form_testing.h"

namespace anteroom::form {
namespace {

using namespace testing;
using fhir::Json;

const std::filesystem::path kFolder = ANTEROOM_SOURCE_DIR "/tests/fixtures/questionnaires";
constexpr std::string_view kExpectation = ".expect.json";

std::vector<std::string> names_of(bool expectations) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    const std::string file = entry.path().filename().string();
    if (!file.ends_with(".json") || file.ends_with(kExpectation) != expectations) continue;
    names.push_back(file.substr(0, file.size() - (expectations ? kExpectation.size() : 5)));
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// What a person compares: the code of a Coding, the number of a Quantity, any other value itself.
std::string bare(const Json& value) {
  if (value.is_object()) {
    for (const char* name : {"value", "code", "reference", "url", "display"}) {
      if (const Json* part = value.find(name)) return bare(*part);
    }
  }
  if (value.is_number()) {
    std::string text = value.as_decimal().to_string();
    if (text.find('.') == std::string::npos) return text;
    while (text.ends_with('0')) text.pop_back();
    if (text.ends_with('.')) text.pop_back();
    return text;
  }
  return fhir::write_json(value);
}

std::vector<std::string> texts(const Json& list) {
  std::vector<std::string> out;
  for (const Json& each : list.as_array()) out.push_back(each.as_string());
  return out;
}

std::vector<std::string> sorted(std::vector<std::string> list) {
  std::sort(list.begin(), list.end());
  return list;
}

std::string word(fhirpath::Truth truth) {
  return truth == fhirpath::Truth::yes ? "yes" : truth == fhirpath::Truth::no ? "no" : "unknown";
}

/// "answered", "answered partly", "not present", "unknown", "unknown asked-declined".
std::string word(const ItemState& state) {
  if (state.kind == ItemState::Kind::not_present) return "not present";
  if (state.kind == ItemState::Kind::answered)
    return state.partial ? "answered partly" : "answered";
  const std::string reason(to_code(state.reason));
  return reason.empty() ? "unknown" : "unknown " + reason;
}

LaunchContext launch_of(const Json& expectation) {
  const Json* given = expectation.find("launch");
  if (given == nullptr) return launch_at();
  LaunchContext launch =
      launch_at(std::string(given->string_or_empty("now").empty() ? "2026-11-24T09:00:00Z"
                                                                  : given->string_or_empty("now")));
  for (const auto& [key, value] : given->as_object()) {
    if (key == "patient") {
      launch.patient = value;
    } else if (key == "encounter") {
      launch.encounter = value;
    } else if (key != "now") {
      ADD_FAILURE() << "unknown key in launch: " << key;
    }
  }
  return launch;
}

/// Plays the steps of one expectation on one form.
class Player {
 public:
  Player(std::shared_ptr<const Definition> definition, LaunchContext launch)
      : form_(std::move(definition), std::move(launch)) {}

  void play(const Json& step) {
    act(step);
    for (const auto& [key, wanted] : step.as_object()) {
      if (kActions.contains(key)) continue;
      const auto check = kChecks.find(key);
      if (check == kChecks.end()) {
        ADD_FAILURE() << "unknown key in a step: " << key;
        continue;
      }
      SCOPED_TRACE(key);
      (this->*check->second)(wanted);
    }
  }

 private:
  using Check = void (Player::*)(const Json&);
  static const std::set<std::string, std::less<>> kActions;
  static const std::map<std::string, Check, std::less<>> kChecks;

  void act(const Json& step) {
    refused_.clear();
    const std::string_view path = step.string_or_empty("linkId");
    std::optional<Result<ChangeSet>> done;
    if (!path.empty()) {
      std::vector<AnswerValue> values;
      for (const Json& value : step.array_or_empty("answer")) values.push_back({value});
      done = form_.answer(path, std::move(values));
    } else if (const auto asked = step.string_or_empty("unknown"); !asked.empty()) {
      const auto reason = unknown_reason_from_code(step.string_or_empty("reason"));
      ASSERT_TRUE(reason.has_value()) << "unknown reason " << step.string_or_empty("reason");
      done = form_.answer_unknown(asked, *reason);
    } else if (const auto added = step.string_or_empty("add"); !added.empty()) {
      done = form_.add_instance(added);
    } else if (const auto gone = step.string_or_empty("remove"); !gone.empty()) {
      done =
          form_.remove_instance(gone, static_cast<std::size_t>(step.find("index")->as_integer()));
    } else if (const Json* response = step.find("load"); response != nullptr) {
      for (const Error& error : form_.load_response(*response)) refused_.push_back(error.code);
    }
    changed_ = done && *done ? done->value() : ChangeSet{};
    if (done && !*done) refused_.push_back(done->error().code);
    if (step.find("refused") == nullptr) {
      EXPECT_THAT(refused_, ::testing::IsEmpty()) << (done && !*done ? done->error().message : "");
    }
  }

  void enabled(const Json& wanted) { EXPECT_EQ(form_.enabled_paths(), texts(wanted)); }

  void values(const Json& wanted) {
    for (const auto& [path, list] : wanted.as_object()) {
      std::vector<std::string> held, asked;
      for (const AnswerValue& answer : form_.answers(path)) held.push_back(bare(*value_of(answer)));
      for (const Json& value : list.as_array()) asked.push_back(bare(value));
      EXPECT_EQ(held, asked) << path;
    }
  }

  void answers(const Json& wanted) {
    for (const auto& [path, list] : wanted.as_object()) {
      Json held = Json::array();
      for (const AnswerValue& answer : form_.answers(path)) held.push(answer.json);
      EXPECT_EQ(fhir::write_json(held), fhir::write_json(list)) << path;
    }
  }

  void response(const Json& wanted) {
    const Json whole = form_.response();
    const Json* items = whole.find("item");
    EXPECT_EQ(items == nullptr ? "[]" : fhir::write_json(*items), fhir::write_json(wanted));
  }

  void issues(const Json& wanted) {
    std::vector<std::string> found, asked;
    for (const Issue& issue : form_.validate()) {
      const bool warning = issue.severity == Severity::warning;
      found.push_back(issue.code + " " + issue.path + (warning ? " warning" : ""));
    }
    for (const Json& issue : wanted.as_array()) {
      const bool warning = issue.string_or_empty("severity") == "warning";
      asked.push_back(std::string(issue.string_or_empty("code")) + " " +
                      std::string(issue.string_or_empty("linkId")) + (warning ? " warning" : ""));
      for (const auto& [key, value] : issue.as_object()) {
        if (key != "code" && key != "linkId" && key != "severity")
          ADD_FAILURE() << "unknown key in an issue: " << key;
      }
    }
    EXPECT_EQ(sorted(found), sorted(asked));
  }

  void offered(const Json& wanted) {
    for (const auto& [path, list] : wanted.as_object()) {
      std::vector<std::string> codes;
      for (const Option& option : form_.offered_options(path)) codes.push_back(option.code);
      EXPECT_EQ(codes, texts(list)) << path;
    }
  }

  void states(const Json& wanted) {
    for (const auto& [link_id, list] : wanted.as_object()) {
      std::vector<std::string> words;
      for (const ItemState& state : form_.states(link_id)) words.push_back(word(state));
      EXPECT_EQ(words, texts(list)) << link_id;
    }
  }

  void known(const Json& wanted) {
    for (const auto& [path, truth] : wanted.as_object())
      EXPECT_EQ(word(form_.enablement(path).known), truth.as_string()) << path;
  }

  void instances(const Json& wanted) {
    for (const auto& [path, count] : wanted.as_object())
      EXPECT_EQ(static_cast<std::int64_t>(form_.instances(path)), count.as_integer()) << path;
  }

  void prefilled(const Json& wanted) {
    std::vector<std::string> found;
    for (const std::string& path : form_.enabled_paths()) {
      if (form_.prefilled(path)) found.push_back(path);
    }
    EXPECT_EQ(found, texts(wanted));
  }

  void changed(const Json& wanted) {
    const std::map<std::string, const std::vector<std::string>*, std::less<>> lists = {
        {"shown", &changed_.shown},
        {"hidden", &changed_.hidden},
        {"values", &changed_.values},
        {"options", &changed_.options}};
    for (const auto& [key, list] : wanted.as_object()) {
      const auto found = lists.find(key);
      ASSERT_NE(found, lists.end()) << "unknown key in changed: " << key;
      EXPECT_EQ(*found->second, texts(list)) << key;
    }
  }

  void refused(const Json& wanted) {
    EXPECT_EQ(refused_,
              wanted.is_string() ? std::vector<std::string>{wanted.as_string()} : texts(wanted));
  }

  /// A whole response checked against the form: [severity, FHIR issue code, our code, expression].
  void outcome(const Json& wanted) {
    const Json found = form::validate_response(form_.shared_definition(), *wanted.find("response"));
    Json lines = Json::array();
    for (const Json& issue : found.array_or_empty("issue")) {
      Json line = Json::array();
      line.push(issue.string_or_empty("severity")).push(issue.string_or_empty("code"));
      const Json* details = issue.find("details");
      const auto& codings = details->array_or_empty("coding");
      line.push(codings.empty() ? "" : codings.front().string_or_empty("code"));
      const auto& places = issue.array_or_empty("expression");
      line.push(places.empty() ? std::string_view() : std::string_view(places.front().as_string()));
      lines.push(std::move(line));
    }
    EXPECT_EQ(fhir::write_json(lines), fhir::write_json(*wanted.find("issues")));
  }

  Form form_;
  ChangeSet changed_;
  std::vector<std::string> refused_;
};

const std::set<std::string, std::less<>> Player::kActions = {
    "linkId", "answer", "unknown", "reason", "add", "remove", "index", "load", "why"};
const std::map<std::string, Player::Check, std::less<>> Player::kChecks = {
    {"enabled", &Player::enabled},     {"values", &Player::values},
    {"answers", &Player::answers},     {"response", &Player::response},
    {"issues", &Player::issues},       {"offered", &Player::offered},
    {"states", &Player::states},       {"known", &Player::known},
    {"instances", &Player::instances}, {"prefilled", &Player::prefilled},
    {"changed", &Player::changed},     {"refused", &Player::refused},
    {"validate", &Player::outcome}};

/// {"errors": [...], "warnings": [...]} of `form check`; a list that is not given is empty.
void expect_check(const Result<Json>& document, const Json& expectation) {
  Definition::Problems problems;
  if (document) {
    problems = Definition::check(document.value());
  } else {
    problems.errors.push_back(document.error());
  }
  const Json none = Json::object();
  const Json* wanted = expectation.find("check");
  if (wanted == nullptr) wanted = &none;
  for (const auto& [key, list] : wanted->as_object())
    EXPECT_TRUE(key == "errors" || key == "warnings") << "unknown key in check: " << key;
  const auto codes_of = [](const Errors& errors) {
    std::vector<std::string> out;
    for (const Error& error : errors) out.push_back(error.code);
    return sorted(out);
  };
  EXPECT_EQ(codes_of(problems.errors), sorted(texts(Json(wanted->array_or_empty("errors")))))
      << ::testing::PrintToString(codes(problems.errors));
  EXPECT_EQ(codes_of(problems.warnings), sorted(texts(Json(wanted->array_or_empty("warnings")))))
      << ::testing::PrintToString(codes(problems.warnings));
}

/// {"es": {"q": "texto", "q=code": "opción"}}
void expect_translations(const Definition& definition, const Json& wanted) {
  for (const auto& [language, items] : wanted.as_object()) {
    for (const auto& [key, text] : items.as_object()) {
      const std::size_t equals = key.find('=');
      const auto found =
          equals == std::string::npos
              ? definition.item_text(key, language)
              : definition.option_text(key.substr(0, equals), key.substr(equals + 1), language);
      EXPECT_EQ(found.text, text.as_string()) << language << " " << key;
    }
  }
}

/// What a page reads of an item's definition, by the names of ItemDefinition.
void expect_items(const Definition& definition, const Json& wanted) {
  using Read = std::function<Json(const ItemDefinition&)>;
  static const std::map<std::string, Read, std::less<>> kReads = {
      {"required", [](const auto& item) { return Json(item.required); }},
      {"repeats", [](const auto& item) { return Json(item.repeats); }},
      {"readOnly", [](const auto& item) { return Json(item.read_only); }},
      {"hidden", [](const auto& item) { return Json(item.hidden); }},
      {"text", [](const auto& item) { return Json(item.text); }},
      {"prefix", [](const auto& item) { return Json(item.prefix); }},
      {"itemControl", [](const auto& item) { return Json(item.item_control); }},
      {"unit", [](const auto& item) { return Json(item.unit); }},
      {"parent", [](const auto& item) { return Json(item.parent); }},
      {"optionPrefixes", [](const auto& item) {
         Json out = Json::array();
         for (const Option& option : item.options) out.push(option.prefix);
         return out;
       }}};
  for (const auto& [link_id, parts] : wanted.as_object()) {
    const ItemDefinition* item = definition.find(link_id);
    ASSERT_NE(item, nullptr) << link_id;
    for (const auto& [key, value] : parts.as_object()) {
      const auto read = kReads.find(key);
      ASSERT_NE(read, kReads.end()) << "unknown key in items: " << key;
      EXPECT_EQ(fhir::write_json(read->second(*item)), fhir::write_json(value)) << key;
    }
  }
}

class Catalogue : public ::testing::TestWithParam<std::string> {};

TEST_P(Catalogue, BehavesAsExpected) {
  const auto expectation =
      fhir::read_json_file((kFolder / (GetParam() + std::string(kExpectation))).string());
  ASSERT_TRUE(expectation.ok()) << "every file needs its expectation: "
                                << expectation.error().to_string();
  for (const auto& [key, value] : expectation->as_object()) {
    static const std::set<std::string, std::less<>> kKeys = {
        "behaviour", "source", "check", "launch", "items", "translations", "steps"};
    EXPECT_TRUE(kKeys.contains(key)) << "unknown key: " << key;
  }
  EXPECT_FALSE(expectation->string_or_empty("behaviour").empty());
  EXPECT_TRUE(expectation->string_or_empty("source").starts_with("http"));
  const auto document = fhir::read_json_file((kFolder / (GetParam() + ".json")).string());
  expect_check(document, *expectation);
  if (::testing::Test::HasFailure() || !document) return;
  auto definition = Definition::load(document.value());
  if (!definition) {
    EXPECT_EQ(expectation->find("steps"), nullptr) << "a form that is refused takes no steps";
    return;
  }
  if (const Json* items = expectation->find("items")) expect_items(**definition, *items);
  if (const Json* languages = expectation->find("translations"))
    expect_translations(**definition, *languages);
  Player player(definition.value(), launch_of(*expectation));
  int number = 0;
  for (const Json& step : expectation->array_or_empty("steps")) {
    SCOPED_TRACE("step " + std::to_string(number++) + " " + fhir::write_json(step).substr(0, 120));
    player.play(step);
  }
}

INSTANTIATE_TEST_SUITE_P(Files, Catalogue, ::testing::ValuesIn(names_of(false)),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace_if(
                               name.begin(), name.end(),
                               [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
                           return name;
                         });

TEST(CatalogueFolder, EveryExpectationHasItsForm) {
  EXPECT_EQ(names_of(true), names_of(false));
  EXPECT_GE(names_of(false).size(), 12u);
}

}  // namespace
}  // namespace anteroom::form
