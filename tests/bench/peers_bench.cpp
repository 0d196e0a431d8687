// Our side of the comparison with other form engines: the same files, the same answers, medians.
//   peers_bench DATA      DATA holds q1000.json, answers1000.json, qr1000.json ... of the workload
// Prints one JSON object a line; compare.sh pairs them with the peers' lines and checks that the
// results are equal.
#include <algorithm>
#include <boost/json.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "core/base/file.h"
#include "core/fhirpath/fhirpath.h"
#include "core/form/form.h"

namespace {

using namespace anteroom;
using fhir::Json;
using Clock = std::chrono::steady_clock;

[[noreturn]] void die(const std::string& what) {
  std::cerr << what << '\n';
  std::exit(2);
}

template <class T>
T need(Result<T> result) {
  if (!result) die(result.error().to_string());
  return std::move(result).value();
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Median microseconds of one call; short calls are timed in batches, so that the clock is not what
/// is measured.
double time_us(const std::function<void()>& call) {
  constexpr auto kBudget = std::chrono::milliseconds(700);
  const auto once = [&](int batch) {
    const auto start = Clock::now();
    for (int i = 0; i < batch; ++i) call();
    return std::chrono::duration<double, std::micro>(Clock::now() - start).count() / batch;
  };
  once(1);
  const int batch = static_cast<int>(std::clamp(50.0 / std::max(once(3), 0.01), 1.0, 1000.0));
  std::vector<double> samples;
  const auto end = Clock::now() + kBudget;
  while (Clock::now() < end || samples.size() < 5) samples.push_back(once(batch));
  return median(std::move(samples));
}

void print(const Json& line) {
  std::cout << fhir::write_json(line) << '\n' << std::flush;
}

Json figure(double us) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", us);
  return Json(*fhir::Decimal::parse(text));
}

std::string text_of(const std::string& folder, const std::string& name) {
  constexpr std::size_t kMost = std::size_t{16} << 20;
  return need(read_file(folder + "/" + name, kMost));
}

// ---- load ----

void bench_load(const std::string& folder, int items) {
  const std::string text = text_of(folder, "q" + std::to_string(items) + ".json");
  const Json parsed = need(fhir::parse_json(text));
  const auto definition = need(form::Definition::load(parsed));
  Json line = Json::object().set("what", "load").set("items", items);
  line.set("boost_parse_us", figure(time_us([&] {
             boost::json::monotonic_resource memory;
             if (boost::json::parse(text, &memory).is_null()) die("no JSON");
           })));
  line.set("our_parse_us", figure(time_us([&] { need(fhir::parse_json(text)); })));
  line.set("load_us",
           figure(time_us([&] { need(form::Definition::load(need(fhir::parse_json(text)))); })));
  line.set("start_us", figure(time_us([&] { form::Form form(definition, {}); })));
  line.set("load_and_start_us", figure(time_us([&] {
             form::Form form(need(form::Definition::load(need(fhir::parse_json(text)))), {});
           })));
  print(line);
}

// ---- answers ----

form::AnswerValue answer_of(const Json& answer) {
  const std::string_view type = answer.string_or_empty("type");
  const Json& value = *answer.find("value");
  if (type == "choice")
    return form::AnswerValue::coding("http://example.org/cs/yn", value.as_string());
  if (type == "boolean") return form::AnswerValue::boolean(value.as_bool());
  if (type == "integer") return form::AnswerValue::integer(value.as_integer());
  if (type == "decimal") return form::AnswerValue::decimal(value.as_decimal());
  return form::AnswerValue::string(value.as_string());
}

fhir::Decimal score(const form::Form& form, const std::string& path) {
  const auto answers = form.answers(path);
  const Json* value = answers.empty() ? nullptr : answers.front().json.find("valueDecimal");
  return value == nullptr ? fhir::Decimal() : value->as_decimal();
}

/// What the workload says must be seen after an answer.
int mismatches(const form::Form& form, const Json& answer) {
  int bad = 0;
  const std::string group = "g" + std::to_string(answer.find("group")->as_integer());
  if (score(form, group + ".score") != answer.find("score")->as_decimal()) ++bad;
  for (const auto& [item, visible] : answer.find("visChanged")->as_object())
    if (form.enablement(item).enabled != visible.as_bool()) ++bad;
  return bad;
}

struct Final {
  std::int64_t visible = 0;
  fhir::Decimal score;
};

Final final_state(const form::Form& form) {
  Final out;
  for (const std::string& id : form.definition().link_ids()) {
    if (id.find('.') == std::string::npos) continue;
    if (!id.ends_with(".score")) {
      out.visible += form.enablement(id).enabled ? 1 : 0;
    } else if (const auto sum = fhir::Decimal::add(out.score, score(form, id))) {
      out.score = *sum;
    }
  }
  return out;
}

void bench_answers(const std::string& folder, int items) {
  const auto definition = need(form::Definition::load(
      need(fhir::parse_json(text_of(folder, "q" + std::to_string(items) + ".json")))));
  const Json workload =
      need(fhir::parse_json(text_of(folder, "answers" + std::to_string(items) + ".json")));
  const auto& answers = workload.array_or_empty("answers");
  std::vector<double> samples;
  int bad = 0;
  Final last;
  for (int round = 0; round < 5; ++round) {
    form::Form form(definition, {});
    for (const Json& answer : answers) {
      const std::string id(answer.string_or_empty("linkId"));
      std::vector<form::AnswerValue> values = {answer_of(answer)};
      const auto start = Clock::now();
      const auto change = form.answer(id, std::move(values));
      samples.push_back(std::chrono::duration<double, std::micro>(Clock::now() - start).count());
      if (!change) die(change.error().to_string());
      bad += mismatches(form, answer);
    }
    last = final_state(form);
  }
  const Json& expected = *workload.find("final");
  const bool same = last.visible == expected.find("visibleQuestions")->as_integer() &&
                    last.score == expected.find("totalScore")->as_decimal();
  Json line = Json::object().set("what", "answer").set("items", items);
  line.set("median_us", figure(median(samples))).set("mismatches", bad);
  print(line.set("final_ok", same).set("total", last.score));
}

// ---- FHIRPath ----

const std::map<std::string, std::string>& expressions() {
  static const std::map<std::string, std::string> table = {
      {"sum_direct",
       "%resource.item.where(linkId='g50').item.where(linkId.startsWith('g50.n')).answer.value.sum("
       ")"},
      {"exists", "%resource.item.where(linkId='g50').item.where(linkId='g50.b1').answer.exists()"},
      {"descendants_code", "%resource.descendants().where(linkId='g50.c0').answer.value.code='y'"},
      {"descendants_brief", "descendants().where(linkId='g50.c0').answer.value.code='y'"},
      {"repeat_item", "%resource.repeat(item).where(linkId='g50.n2').answer.value > 4"},
      {"sum_all", "%resource.item.item.where(linkId.contains('.n')).answer.value.sum()"},
      {"iif",
       "iif(%resource.item.where(linkId='g50').item.where(linkId='g50.n2').answer.value > 4, "
       "'high', 'low')"}};
  return table;
}

void bench_fhirpath(const std::string& folder) {
  const Json response = need(fhir::parse_json(text_of(folder, "qr1000.json")));
  const fhirpath::JsonModel model(response);
  Json line = Json::object().set("what", "model");
  print(line.set("us", figure(time_us([&] { const fhirpath::JsonModel made(response); }))));
  for (const auto& [name, expression] : expressions()) {
    const fhirpath::Compiled compiled = need(fhirpath::compile(expression));
    fhirpath::EvalContext context;
    context.resource = model.root();
    const fhirpath::Collection focus = {fhirpath::Value{model.root()}};
    Json result = Json::array();
    for (const fhirpath::Value& value : need(compiled.evaluate(context, focus)))
      result.push(fhirpath::to_json(value));
    Json out = Json::object().set("what", "fhirpath").set("name", name);
    out.set("us", figure(time_us([&] { need(compiled.evaluate(context, focus)); })));
    print(out.set("result", std::move(result)));
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) die("usage: peers_bench DATA");
  const std::string folder = arguments[1];
  bench_load(folder, 1000);
  for (const int items : {100, 1000, 5000}) bench_answers(folder, items);
  bench_fhirpath(folder);
  return 0;
}
