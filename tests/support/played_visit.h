// A whole visit with the real bundles as a record: what is not said is answered "no" or "none"
// where that is offered, else by the first answer. For tests of what is made from a record.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/intake/intake.h"

namespace anteroom::support {

/// By "<bundle id>/<linkId>", else by linkId: codes, one number, or a text; "skipped" for no
/// answer.
using Said = std::map<std::string, std::vector<std::string>>;

class PlayedVisit {
 public:
  PlayedVisit(const std::vector<std::string>& reasons, Said said) : said_(std::move(said)) {
    store::StoreOptions options;
    options.directory = directory_;
    options.key_file = directory_ + "/keys/device.key";
    options.id_seed = 7;
    auto opened = store::Store::open(options, clock_);
    EXPECT_TRUE(opened.ok());
    store_ = std::move(*opened);
    intake::Services services;
    services.store = store_.get();
    services.clock = &clock_;
    for (const char* id : {"upper-back-pain", "neck-pain", "general-history"})
      services.catalogue.push_back(bundle(id));
    services.host.host_path = std::string(ANTEROOM_BIN_DIR) + "/anteroom-plugin-host";
    auto begun = intake::Intake::begin(std::move(services));
    EXPECT_TRUE(begun.ok());
    visit_ = std::move(*begun);
    EXPECT_TRUE(visit_->check_in({"Okafor", "Maren", "1984-03-17", "female"}).ok());
    EXPECT_TRUE(visit_->choose(reasons).ok());
  }
  ~PlayedVisit() { std::filesystem::remove_all(directory_); }
  PlayedVisit(const PlayedVisit&) = delete;
  PlayedVisit& operator=(const PlayedVisit&) = delete;

  intake::Record play() {
    while (play_one()) clock_.advance(std::chrono::seconds(4));
    auto record = visit_->finish();
    EXPECT_TRUE(record.ok());
    return std::move(*record);
  }
  [[nodiscard]] static std::shared_ptr<const plugin::Bundle> bundle(const std::string& id) {
    static std::map<std::string, plugin::Bundle::Loaded> loaded;
    auto found = loaded.find(id);
    if (found == loaded.end()) {
      const std::string directory = std::string(ANTEROOM_BINARY_DIR) + "/plugins/" + id;
      found = loaded.emplace(id, plugin::Bundle::load(directory)).first;
    }
    EXPECT_TRUE(found->second.bundle) << id;
    return found->second.bundle;
  }

 private:
  bool play_one() {
    for (const intake::ItemRef& question : visit_->questions()) {
      const form::Form& form = *visit_->form(question.plugin);
      const auto& item = *form.definition().find(form::link_id_of(question.path));
      if (item.hidden || item.read_only || form.prefilled(question.path)) continue;
      if (!played_.insert(question).second) continue;
      answer(question, item);
      return true;
    }
    return false;
  }

  void answer(const intake::ItemRef& question, const form::ItemDefinition& item) {
    auto found = said_.find(question.plugin + "/" + question.path);
    if (found == said_.end()) found = said_.find(question.path);
    const std::vector<std::string> words = found == said_.end() ? usual(item) : found->second;
    std::vector<form::AnswerValue> values;
    for (const std::string& word : words) values.push_back(value(item, word));
    const bool skip = words.empty() || words.front() == "skipped";
    const auto change = skip ? visit_->answer_unknown(question, form::UnknownReason::skipped)
                             : visit_->answer(question, values);
    EXPECT_TRUE(change.ok()) << question.plugin << ' ' << question.path;
  }

  static std::vector<std::string> usual(const form::ItemDefinition& item) {
    if (item.type == form::ItemType::integer) return {"3"};
    for (const char* code : {"no", "none", "never"})
      for (const form::Option& option : item.options)
        if (option.code == code) return {code};
    return item.options.empty() ? std::vector<std::string>{}
                                : std::vector<std::string>{item.options.front().code};
  }

  static form::AnswerValue value(const form::ItemDefinition& item, const std::string& word) {
    if (item.type == form::ItemType::integer) return form::AnswerValue::integer(std::stoi(word));
    for (const form::Option& option : item.options)
      if (option.code == word) return {option.value};
    return form::AnswerValue::string(word);
  }

  Said said_;
  std::string directory_ =
      std::filesystem::temp_directory_path() / ("anteroom-played-" + new_uuid());
  FakeClock clock_{*parse_instant("2026-03-12T09:36:00Z")};
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<intake::Intake> visit_;
  std::set<intake::ItemRef> played_;
};

/// Upper back pain and neck pain, a fever and short breath, one safety question left open.
inline intake::Record two_conditions_record() {
  return PlayedVisit({"upper-back-pain", "neck-pain"},
                     {{"gen-fever", {"yes"}},
                      {"now-faint", {"skipped"}},
                      {"neck-pain/now-sudden", {"skipped"}},
                      {"upper-back-pain/story-own-words", {"It aches between my shoulder blades."}},
                      {"neck-pain/story-own-words", {"My neck is stiff since the weekend."}},
                      {"upper-back-pain/nrs-now", {"4"}},
                      {"upper-back-pain/nrs-worst", {"6"}},
                      {"neck-pain/nrs-now", {"7"}},
                      {"neck-pain/nrs-worst", {"8"}},
                      {"upper-back-pain/onset-when", {"gt-3m"}},
                      {"upper-back-pain/quality", {"dull"}},
                      {"upper-back-pain/where-regions", {"blade-left", "between-blades"}},
                      {"upper-back-pain/tried", {"heat"}},
                      {"hx-health", {"high-bp", "diabetes"}},
                      {"hx-cancer", {"skipped"}},
                      {"hx-surgery", {"yes"}},
                      {"meds-thinner", {"yes"}},
                      {"meds-nsaid", {"some"}},
                      {"meds-list", {"A made-up tablet, 5 mg"}},
                      {"allergy", {"antibiotic"}},
                      {"smoke", {"now"}}})
      .play();
}

}  // namespace anteroom::support
