// One extraction under way: the response without its unknown answers, paired with the items of the
// questionnaire, and the entries and notes made so far.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/extract/extract.h"
#include "core/extract/scope.h"

namespace anteroom::extract {

struct ResponseItem;

struct ResponseAnswer {
  const fhir::Json* json = nullptr;
  std::string type;                   ///< "Coding" of valueCoding
  const fhir::Json* value = nullptr;  ///< what stands in value[x]
  std::vector<ResponseItem> items;
};

/// One item of the response with its item of the questionnaire.
struct ResponseItem {
  const fhir::Json* definition = nullptr;
  std::string pointer;  ///< of the definition, for notes
  const fhir::Json* json = nullptr;
  fhirpath::Node node;
  std::vector<ResponseAnswer> answers;
  std::vector<ResponseItem> items;
  /// data-absent-reason code when every answer was unknown, "" otherwise.
  std::string unknown;
  [[nodiscard]] bool has_content() const { return !answers.empty() || !items.empty(); }
};

class Job {
 public:
  explicit Job(const Extraction& request);
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;

  const Extraction& request;
  Evaluator evaluator;
  fhir::Json entries = fhir::Json::array();
  Errors notes;
  std::vector<ResponseItem> items;
  Scope root;

  [[nodiscard]] const fhir::Json& response() const { return response_; }
  /// "QuestionnaireResponse/id", "" when the response has no id.
  [[nodiscard]] std::string response_reference() const;
  void note(Error error) { notes.push_back(std::move(error)); }
  /// The item once for each of its answers: what "for each iteration" means for a question.
  [[nodiscard]] std::vector<ResponseItem> by_answer(const ResponseItem& item);
  /// A scope below `outer` for an item, with its allocated ids.
  [[nodiscard]] Scope enter(const Scope& outer, const ResponseItem& item);
  /// Adds an entry: method and url from the resource's id, fullUrl and conditions from the
  /// sub-extensions of `extract`.
  [[nodiscard]] Result<std::string> add_entry(fhir::Json resource, const fhir::Json* extract,
                                              const Scope& scope, const std::string& pointer);

 private:
  using Names = std::map<std::string, fhirpath::Collection, std::less<>>;
  /// Ids are allocated once for one place of the response, whoever asks.
  const Names& allocated(const fhir::Json& definition, const fhir::Json& place);

  fhir::Json response_;
  std::unique_ptr<fhirpath::JsonModel> model_;
  struct Copy {
    fhir::Json json;
    std::unique_ptr<fhirpath::JsonModel> model;
  };
  std::deque<Copy> copies_;  // stable addresses
  std::map<const fhir::Json*, Names> allocated_;
};

/// The three ways of extraction; each adds its entries and notes.
void extract_observations(Job& job);
void extract_definitions(Job& job);
void extract_templates(Job& job);

}  // namespace anteroom::extract
