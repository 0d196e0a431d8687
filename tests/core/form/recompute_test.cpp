// The price and the truth of incremental recomputing: an answer costs its dependents whatever the
// form's size, and what it leaves behind equals a form that was filled in from scratch. Plus: a
// gate never says "not present" where an unknown answer could still say "shown".
#include "tests/core/form/form_testing.h"

#include <rapidcheck/gtest.h>

#include <map>
#include <random>

namespace anteroom::form {
namespace {

using namespace testing;
using fhirpath::Truth;

/// Groups of a choice, a number, a gated number and a score over the group's numbers.
std::string groups(int count) {
  std::string items;
  for (int i = 0; i < count; ++i) {
    const std::string g = "g" + std::to_string(i);
    items += std::string(items.empty() ? "" : ",") + R"({"linkId":")" + g +
             R"(","type":"group","item":[
      {"linkId":")" +
             g + R"(.c","type":"choice",)" + yes_no_options() + R"(},{"linkId":")" + g +
             R"(.n1","type":"integer"},
      {"linkId":")" +
             g + R"(.n2","type":"integer","enableWhen":[{"question":")" + g +
             R"(.c","operator":"=","answerCoding":{"system":"s","code":"yes"}}]},
      {"linkId":")" +
             g + R"(.score","type":"integer","extension":[)" +
             expression("calculatedExpression", "%resource.item.where(linkId='" + g +
                                                    "').item.where(linkId.startsWith('" + g +
                                                    ".n')).answer.value.sum()") +
             "]}]}";
  }
  return items;
}

std::size_t cost_of(int count, const std::string& path, std::vector<AnswerValue> values) {
  Form f = form(groups(count));
  must(f.answer("g1.n2", {AnswerValue::integer(2)}));
  const std::size_t before = f.recomputed();
  must(f.answer(path, std::move(values)));
  return f.recomputed() - before;
}

TEST(Recompute, CostDoesNotGrowWithTheForm) {
  EXPECT_EQ(cost_of(3, "g1.c", {code("yes")}), cost_of(300, "g1.c", {code("yes")}));
  EXPECT_EQ(cost_of(3, "g1.n1", {AnswerValue::integer(1)}),
            cost_of(300, "g1.n1", {AnswerValue::integer(1)}));
  EXPECT_LE(cost_of(300, "g1.c", {code("yes")}), 3U) << "its gate and the score";
  EXPECT_EQ(cost_of(300, "g1.n1", {AnswerValue::integer(1)}), 1U) << "the score";
}

/// A random form: later items are gated by earlier ones, some with two lines, some in a gated
/// group, some calculated.
struct RandomForm {
  std::string items;
  std::vector<std::string> questions;  ///< linkIds that take answers
};

std::string gate_on(std::mt19937& random, const std::vector<std::string>& earlier) {
  const auto pick = [&] { return earlier[random() % earlier.size()]; };
  const auto line = [&] {
    const char* ops[] = {"=", "!="};
    const char* codes[] = {"yes", "no"};
    return R"({"question":")" + pick() + R"(","operator":")" + ops[random() % 2] +
           R"(","answerCoding":{"system":"s","code":")" + codes[random() % 2] + "\"}}";
  };
  std::string lines = line();
  if (random() % 2 == 0) lines += "," + line();
  return std::string(R"("enableBehavior":")") + (random() % 2 == 0 ? "any" : "all") +
         R"(","enableWhen":[)" + lines + "],";
}

std::string question(std::mt19937& random, RandomForm& out, const char* more = "") {
  const std::string id = "q" + std::to_string(out.questions.size());
  const std::string gate =
      out.questions.empty() || random() % 3 == 0 ? "" : gate_on(random, out.questions);
  out.questions.push_back(id);
  return R"({"linkId":")" + id + R"(","type":"choice","repeats":true,)" + gate + more +
         yes_no_options() + "}";
}

RandomForm random_form(unsigned seed) {
  std::mt19937 random(seed);
  RandomForm out;
  out.items = question(random, out);
  for (int i = 0; i < 6; ++i) {
    if (random() % 3 == 0) {
      const std::string gate = gate_on(random, out.questions);
      const std::string first = question(random, out);
      out.items += R"(,{"linkId":"g)" + std::to_string(i) + R"(","type":"group",)" + gate +
                   R"("item":[)" + first + "," + question(random, out) + "]}";
    } else {
      out.items += "," + question(random, out);
    }
  }
  out.items +=
      R"(,{"linkId":"count","type":"integer","extension":[)" +
      expression("calculatedExpression",
                 "%resource.repeat(item).where(linkId.startsWith('q')).answer.value.where(code='"
                 "yes').count()") +
      R"(]},{"linkId":"many","type":"string","extension":[)" +
      expression("enableWhenExpression", "%resource.item.where(linkId='count').answer.value > 2") +
      "]}";
  return out;
}

std::vector<AnswerValue> random_answer(std::mt19937& random) {
  switch (random() % 6) {
    case 0:
      return {};
    case 1:
      return {code("yes")};
    case 2:
      return {code("no")};
    case 3:
      return {unknown(UnknownReason::asked_unknown)};
    case 4:
      return {code("no"), unknown(UnknownReason::skipped)};
    default:
      return {code("yes"), code("no")};
  }
}

using State = std::tuple<bool, Truth, ItemState::Kind, bool, std::vector<std::string>,
                         std::optional<std::string>>;

std::map<std::string, State> state_of(const Form& f) {
  std::map<std::string, State> out;
  for (const std::string& id : f.definition().link_ids()) {
    const ItemState state = f.states(id)[0];
    out[id] = {f.enablement(id).enabled,
               f.enablement(id).known,
               state.kind,
               state.partial,
               state.codes,
               state.number ? std::optional(state.number->to_string()) : std::nullopt};
  }
  return out;
}

RC_GTEST_PROP(RecomputeProperty, IncrementalEqualsFromScratch, (unsigned seed)) {
  const RandomForm shape = random_form(seed);
  const auto definition = load(questionnaire(shape.items));
  Form incremental(definition, launch_at());
  std::mt19937 random(seed + 1);
  std::map<std::string, std::vector<AnswerValue>> last;
  for (int i = 0; i < 25; ++i) {
    const std::string& id = shape.questions[random() % shape.questions.size()];
    last[id] = random_answer(random);
    const auto before = state_of(incremental);
    const ChangeSet change = must(incremental.answer(id, last[id]));
    const auto after = state_of(incremental);
    for (const auto& [link_id, state] : after) {
      if (state == before.at(link_id)) continue;
      RC_ASSERT(std::count(change.states.begin(), change.states.end(), link_id) == 1);
    }
  }
  Form scratch(definition, launch_at());
  for (const auto& [id, values] : last) must(scratch.answer(id, values));
  RC_ASSERT(state_of(scratch) == state_of(incremental));
  RC_ASSERT(scratch.response() == incremental.response());
}

RC_GTEST_PROP(RecomputeProperty, NotPresentIsOnlySaidWhenNoCompletionShowsTheItem,
              (unsigned seed)) {
  const RandomForm shape = random_form(seed);
  const auto definition = load(questionnaire(shape.items));
  Form unsure(definition, launch_at());
  std::mt19937 random(seed + 2);
  std::map<std::string, std::vector<AnswerValue>> given;
  for (const std::string& id : shape.questions) given[id] = random_answer(random);
  for (const auto& [id, values] : given) must(unsure.answer(id, values));
  // Any real answers in the place of the unknown ones (kept codes stay): nothing that was "not
  // present" may show.
  for (int round = 0; round < 12; ++round) {
    Form sure(definition, launch_at());
    for (const auto& [id, values] : given) {
      std::vector<AnswerValue> real;
      bool open = values.empty();
      for (const AnswerValue& each : values) {
        if (each == code("yes") || each == code("no"))
          real.push_back(each);
        else
          open = true;
      }
      if (open && random() % 2 == 0) real.push_back(code(random() % 2 == 0 ? "yes" : "no"));
      must(sure.answer(id, real));
    }
    for (const std::string& id : shape.questions) {
      if (unsure.states(id)[0].kind == ItemState::Kind::not_present)
        RC_ASSERT(!sure.states(id)[0].shown);
    }
  }
}

}  // namespace
}  // namespace anteroom::form
