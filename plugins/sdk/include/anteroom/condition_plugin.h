// The C++ side of the plugin line: derive, override what the condition needs, export with one
// macro.
//
//   class KneePain final : public anteroom::ConditionPlugin {
//    public:
//     KneePain() : ConditionPlugin("org.example.knee-pain") {
//       add_check("locked-knee", [](const Answers& a) { return
//       Check::of(a["knee-locks"].has({"yes"})); });
//     }
//   };
//   ANTEROOM_EXPORT_PLUGIN(KneePain)
//
// Answers are three-valued: unknown is never no. `Check::of(Truth::unknown)` reads "not evaluated,
// answers unknown", and there is no way from an unanswered item to `false` but to write it out. One
// thread; see plugin_abi.h.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "anteroom/json.h"
#include "anteroom/plugin_abi.h"

namespace anteroom {

namespace sdk {

/// Three-valued truth; zero is unknown. And/or/not as FHIRPath has them.
enum class Truth : std::uint8_t { unknown = 0, no, yes };
constexpr Truth operator&&(Truth a, Truth b) {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  return a == Truth::yes && b == Truth::yes ? Truth::yes : Truth::unknown;
}
constexpr Truth operator||(Truth a, Truth b) {
  if (a == Truth::yes || b == Truth::yes) return Truth::yes;
  return a == Truth::no && b == Truth::no ? Truth::no : Truth::unknown;
}
constexpr Truth operator!(Truth a) {
  return a == Truth::unknown ? a : a == Truth::yes ? Truth::no : Truth::yes;
}
constexpr Truth truth(bool value) {
  return value ? Truth::yes : Truth::no;
}

/// An exact decimal of up to 18 digits: value = units * 10^-places.
struct Number {
  std::int64_t units = 0;
  int places = 0;
  /// Plain JSON digits ("7", "-1.50"); nullopt for exponents and more than 18 digits.
  static std::optional<Number> parse(std::string_view text) {
    Number number;
    bool point = false, negative = !text.empty() && text[0] == '-';
    int digits = 0;
    for (const char c : text.substr(negative ? 1 : 0)) {
      if (c == '.' && !point) {
        point = true;
      } else if (c >= '0' && c <= '9' && ++digits <= 18) {
        number.units = number.units * 10 + (c - '0');
        if (point) ++number.places;
      } else {
        return std::nullopt;
      }
    }
    if (digits == 0) return std::nullopt;
    if (negative) number.units = -number.units;
    return number;
  }
  friend bool operator<(Number a, Number b) { return a.scaled(b.places) < b.scaled(a.places); }
  friend bool operator>(Number a, Number b) { return b < a; }

 private:
  __extension__ using Wide = __int128;  // 18 digits moved by 18 places
  [[nodiscard]] Wide scaled(int more) const {
    Wide value = units;
    for (; more > 0; --more) value *= 10;
    return value;
  }
};

/// One item as the patient left it.
class Answer {
 public:
  enum class State : std::uint8_t { unknown = 0, not_present, answered };
  State state = State::unknown;
  bool partial = false;            ///< real codes beside a "not sure"
  std::string reason;              ///< "asked-unknown", "asked-declined", "skipped", "" not reached
  std::vector<std::string> codes;  ///< real codes, in the order of the answer
  std::optional<Number> number;
  std::string number_text;  ///< as written, for lines

  [[nodiscard]] bool answered() const { return state == State::answered; }
  /// As `has()` of the red-flag language: not asked = no, unknown = unknown, a partial list without
  /// it = unknown.
  [[nodiscard]] Truth has(std::initializer_list<std::string_view> any_of) const {
    if (state != State::answered) return state == State::not_present ? Truth::no : Truth::unknown;
    for (const std::string& code : codes) {
      for (const std::string_view wanted : any_of) {
        if (code == wanted) return Truth::yes;
      }
    }
    return partial ? Truth::unknown : Truth::no;
  }
  /// As `at_least()` of the red-flag language: not asked = no, unknown = unknown.
  [[nodiscard]] Truth at_least(std::int64_t limit) const {
    if (state == State::not_present) return Truth::no;
    if (state != State::answered || !number) return Truth::unknown;
    return truth(!(*number < Number{limit, 0}));
  }
  /// Both are numbers, and this one is greater; unknown when either was not answered.
  [[nodiscard]] Truth greater_than(const Answer& other) const {
    if (!number || !other.number) return Truth::unknown;
    return truth(*number > *other.number);
  }
};

/// What the manifest's `reads` lets this library see. An item that is not there reads as unknown.
class Answers {
 public:
  static std::optional<Answers> read(const Json& params) {
    Answers answers;
    const Json* list = params.find("answers");
    if (list == nullptr || !list->is_array()) return std::nullopt;
    answers.language_ = params.text_or_empty("language");
    for (const Json& entry : list->elements()) {
      if (!answers.add(entry)) return std::nullopt;
    }
    return answers;
  }
  /// The first instance of an item.
  [[nodiscard]] const Answer& operator[](std::string_view link_id) const {
    static const Answer unknown;
    for (const auto& [id, answer] : items_) {
      if (id == link_id) return answer;
    }
    return unknown;
  }
  [[nodiscard]] const std::string& language() const { return language_; }

 private:
  bool add(const Json& entry) {
    const std::string_view state = entry.text_or_empty("state");
    Answer answer;
    if (state == "answered") {
      answer.state = Answer::State::answered;
    } else if (state == "not_present") {
      answer.state = Answer::State::not_present;
    } else if (state != "unknown") {
      return false;
    }
    answer.reason = entry.text_or_empty("reason");
    if (const Json* partial = entry.find("partial")) answer.partial = partial->boolean();
    if (const Json* codes = entry.find("codes")) {
      for (const Json& code : codes->elements()) answer.codes.push_back(code.text());
    }
    if (const Json* number = entry.find("number"); number != nullptr && number->is_number()) {
      answer.number_text = number->text();
      answer.number = Number::parse(answer.number_text);
    }
    items_.emplace_back(std::string(entry.text_or_empty("linkId")), std::move(answer));
    return true;
  }
  std::vector<std::pair<std::string, Answer>> items_;
  std::string language_;
};

/// The outcome of one coded check; zero is not evaluated.
struct Check {
  Truth present = Truth::unknown;
  std::string text;                  ///< one sentence for the clinician, "" none
  std::vector<std::string> answers;  ///< linkIds it read
  static Check of(Truth present) { return {present, {}, {}}; }
};

/// One line for the clinician that replaces the line `id` of summary.json.
struct Line {
  std::string id, text;
};

}  // namespace sdk

class ConditionPlugin {
 public:
  using Answers = sdk::Answers;
  using Answer = sdk::Answer;
  using Check = sdk::Check;
  using Line = sdk::Line;
  using Truth = sdk::Truth;
  using CheckFunction = std::function<Check(const Answers&)>;
  using LineFunction = std::function<std::string(const Answers&)>;  ///< "" = leave the core's line

  explicit ConditionPlugin(std::string id) : id_(std::move(id)) {}
  virtual ~ConditionPlugin() = default;
  ConditionPlugin(const ConditionPlugin&) = delete;
  ConditionPlugin& operator=(const ConditionPlugin&) = delete;

  /// Proves itself at `plugin check`: "" = fine, else what is wrong.
  [[nodiscard]] virtual std::string selftest() { return {}; }

  /// Serves one call of the ABI; catches what the overrides throw.
  std::int32_t call(std::string_view method, std::string_view params, std::string& reply) {
    const std::optional<sdk::Json> json = sdk::Json::parse(params);
    if (!json) return ANTEROOM_ERROR_BAD_PARAMS;
    try {
      if (method == "describe") return describe(reply);
      if (method == "selftest") return run_selftest(reply);
      const std::optional<Answers> answers = Answers::read(*json);
      if (method == "redflag.check")
        return answers ? run_checks(*answers, reply) : ANTEROOM_ERROR_BAD_PARAMS;
      if (method == "summary.lines")
        return answers ? run_lines(*answers, reply) : ANTEROOM_ERROR_BAD_PARAMS;
    } catch (const std::exception&) {
      return ANTEROOM_ERROR_INTERNAL;  // the host turns it into "not evaluated"; its text might
                                       // hold an answer
    }
    return ANTEROOM_ERROR_UNKNOWN_METHOD;
  }

 protected:
  /// A coded check that the manifest promises under `provides.checks`.
  void add_check(std::string id, CheckFunction check) {
    checks_.emplace_back(std::move(id), std::move(check));
  }
  /// A line that the manifest lists under `provides.summary_lines`.
  void add_line(std::string id, LineFunction line) {
    lines_.emplace_back(std::move(id), std::move(line));
  }

 private:
  std::int32_t describe(std::string& reply) const {
    sdk::JsonWriter out;
    out.begin_object().key("id").string(id_).key("capabilities").begin_array();
    if (!checks_.empty()) out.string("redflag.check/1");
    if (!lines_.empty()) out.string("summary.lines/1");
    out.string("selftest/1").end_array().key("checks").begin_array();
    for (const auto& [id, check] : checks_) out.string(id);
    out.end_array().key("summary_lines").begin_array();
    for (const auto& [id, line] : lines_) out.string(id);
    reply = out.end_array().end_object().take();
    return ANTEROOM_OK;
  }
  std::int32_t run_selftest(std::string& reply) {
    sdk::JsonWriter out;
    const std::string wrong = selftest();
    reply = out.begin_object()
                .key("ok")
                .boolean(wrong.empty())
                .key("message")
                .string(wrong)
                .end_object()
                .take();
    return ANTEROOM_OK;
  }
  std::int32_t run_checks(const Answers& answers, std::string& reply) const {
    sdk::JsonWriter out;
    out.begin_object().key("checks").begin_array();
    for (const auto& [id, function] : checks_) {
      const Check check = function(answers);
      out.begin_object().key("id").string(id).key("outcome");
      out.string(check.present == Truth::yes  ? "present"
                 : check.present == Truth::no ? "absent"
                                              : "not_evaluated");
      if (check.present == Truth::unknown) out.key("reason").string("unknown-answers");
      if (!check.text.empty()) out.key("text").string(check.text);
      out.key("answers").begin_array();
      for (const std::string& link_id : check.answers) out.string(link_id);
      out.end_array().end_object();
    }
    reply = out.end_array().end_object().take();
    return ANTEROOM_OK;
  }
  std::int32_t run_lines(const Answers& answers, std::string& reply) const {
    sdk::JsonWriter out;
    out.begin_object().key("lines").begin_array();
    for (const auto& [id, function] : lines_) {
      const std::string text = function(answers);
      if (!text.empty())
        out.begin_object().key("id").string(id).key("text").string(text).end_object();
    }
    reply = out.end_array().end_object().take();
    return ANTEROOM_OK;
  }

  std::string id_;
  std::vector<std::pair<std::string, CheckFunction>> checks_;
  std::vector<std::pair<std::string, LineFunction>> lines_;
};

}  // namespace anteroom

/// Exports one ConditionPlugin; stands once in a library, outside every namespace.
#define ANTEROOM_EXPORT_PLUGIN(Type)                                                              \
  namespace {                                                                                     \
  std::int32_t anteroom_call_(const char* method, std::size_t method_size, const char* params,    \
                              std::size_t params_size, anteroom_reply_fn reply, void* context) {  \
    static Type plugin;                                                                           \
    std::string json;                                                                             \
    const std::int32_t status = plugin.call(std::string_view(method, method_size),                \
                                            std::string_view(params, params_size), json);         \
    if (status == ANTEROOM_OK) reply(context, json.data(), json.size());                          \
    return status;                                                                                \
  }                                                                                               \
  constexpr anteroom_plugin_table anteroom_table_{                                                \
      sizeof(anteroom_plugin_table), ANTEROOM_ABI_MAJOR, ANTEROOM_ABI_MINOR, 0, &anteroom_call_}; \
  }                                                                                               \
  extern "C" const anteroom_plugin_table* anteroom_plugin_entry(std::uint32_t host_abi_major) {   \
    return host_abi_major == ANTEROOM_ABI_MAJOR ? &anteroom_table_ : nullptr;                     \
  }
