// Reads the SDC expressions of a questionnaire and compiles each once: variable,
// calculatedExpression, enableWhenExpression, initialExpression, answerOptionsToggleExpression,
// constraint and targetConstraint.
#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <unordered_map>

#include "core/fhirpath/check.h"
#include "core/form/compiled_form.h"
#include "core/form/extensions.h"
#include "core/form/values.h"

namespace anteroom::form {

namespace {

/// What an expression that cannot be evaluated means for the form: a gate or a calculation in
/// another language would give wrong results, a variable is empty, a constraint goes unchecked, a
/// limit stays as written.
enum class Unusable { refuse, empty_with_warning, unchecked, as_written };

class ExpressionReader {
 public:
  ExpressionReader(const FormLimits& limits, Findings& findings)
      : limits_(limits), findings_(findings) {}

  /// Before the first expression is compiled: which variables have names that FHIRPath would split.
  void note_names(const ItemRecord& item) {
    if (!may_have_expressions(item)) return;
    for (const fhir::Json& extension : item.definition.source->array_or_empty("extension")) {
      if (extension.string_or_empty("url") != ext::kVariable) continue;
      const fhir::Json* value = extension.find("valueExpression");
      if (value == nullptr) continue;
      const std::string_view name = value->string_or_empty("name");
      if (name.find('-') != std::string_view::npos) dashed_names_.emplace(name);
    }
  }

  std::set<std::string, std::less<>> take_launch_names() { return std::move(launch_names_); }

  void read(ItemRecord& item) {
    if (!may_have_expressions(item)) return;
    focus_type_ = item.index < 0 ? "QuestionnaireResponse" : "QuestionnaireResponse.item";
    const fhir::JsonArray& extensions = item.definition.source->array_or_empty("extension");
    for (std::size_t i = 0; i < extensions.size(); ++i) {
      const std::string_view url = extensions[i].string_or_empty("url");
      if (std::find(kRead.begin(), kRead.end(), url) == kRead.end()) continue;
      read_extension(item, extensions[i], url, item.pointer + "/extension/" + std::to_string(i));
    }
    read_text(item);
    read_limits(item);
    check_together(item);
  }

 private:
  static bool may_have_expressions(const ItemRecord& item) {
    const bool root = item.index < 0;
    return root || item.elements.has(ItemElement::extension) ||
           item.elements.has(ItemElement::beside);
  }

  static constexpr std::array kRead = {
      ext::kVariable,         ext::kCalculated, ext::kEnableWhen,       ext::kInitial,
      ext::kToggle,           ext::kConstraint, ext::kTargetConstraint, ext::kLaunchContext,
      ext::kAnswerExpression, ext::kCandidate};

  void read_extension(ItemRecord& item, const fhir::Json& extension, std::string_view url,
                      const std::string& place) {
    if (url == ext::kVariable) return read_variable(item, extension, place);
    if (url == ext::kCalculated) return set(item.calculated, extension, place, Unusable::refuse);
    if (url == ext::kEnableWhen)
      return set(item.enable_expression, extension, place, Unusable::refuse);
    if (url == ext::kInitial)
      return set(item.initial_expression, extension, place, Unusable::empty_with_warning);
    if (url == ext::kAnswerExpression)
      return read_options(item, extension, place, OptionSource::answer);
    if (url == ext::kCandidate)
      return read_options(item, extension, place, OptionSource::candidate);
    if (url == ext::kToggle) return read_toggle(item, extension, place);
    if (url == ext::kConstraint) return read_constraint(item, extension, place);
    if (url == ext::kTargetConstraint) return read_constraint(item, extension, place);
    if (url == ext::kLaunchContext) read_launch_context(extension, place);
  }

  void set(std::unique_ptr<Expression>& slot, const fhir::Json& extension, const std::string& place,
           Unusable other) {
    const fhir::Json* value = extension.find("valueExpression");
    if (value == nullptr) {
      return findings_.error("AR-F007", place, "The extension needs a valueExpression");
    }
    if (slot)
      return findings_.error("AR-F007", place, "This expression is given twice for one item");
    if (auto compiled = compile_expression(*value, place + "/valueExpression", other))
      slot = std::make_unique<Expression>(std::move(*compiled));
  }

  std::optional<Expression> compile_expression(const fhir::Json& value, const std::string& place,
                                               Unusable other) {
    const std::string_view language = value.string_or_empty("language");
    if (language != "text/fhirpath") {
      const std::string message =
          "The expression language '" + std::string(language) + "' is not evaluated here";
      if (other == Unusable::refuse || other == Unusable::unchecked) {
        findings_.error("AR-F017", place + "/language", message, "Use text/fhirpath");
      } else {
        findings_.warning("AR-F017", place + "/language", message, "Use text/fhirpath");
      }
      return std::nullopt;
    }
    return compile_text(value.string_or_empty("expression"), place + "/expression", other);
  }

  /// The name of a variable is a FHIR id and may hold '-', which FHIRPath reads as minus:
  /// `%has-fever` becomes %`has-fever` where the form declares a variable of that name.
  std::string with_quoted_names(std::string_view text) const {
    std::string out(text);
    for (const std::string& name : dashed_names_) {
      const std::string written = "%" + name;
      for (std::size_t at = out.find(written); at != std::string::npos;) {
        out.replace(at, written.size(), "%`" + name + "`");
        at = out.find(written, at + written.size() + 2);
      }
    }
    return out;
  }

  std::optional<Expression> compile_text(std::string_view text, const std::string& place,
                                         Unusable unusable) {
    if (text.size() > limits_.max_expression_length) {
      findings_.error("AR-F073", place,
                      "The expression is longer than " +
                          std::to_string(limits_.max_expression_length) + " bytes",
                      "Split it into variables");
      return std::nullopt;
    }
    Result<fhirpath::Compiled> compiled = fhirpath::compile(with_quoted_names(text));
    if (!compiled) {
      const Error& error = compiled.error();
      if (unusable == Unusable::unchecked || unusable == Unusable::as_written) {
        const std::string consequence = unusable == Unusable::unchecked
                                            ? "This constraint is not checked, it"
                                            : "What is written beside it stands, the expression";
        findings_.warning("AR-F033", place,
                          consequence + " does not compile: " + error.code + " " + error.message,
                          error.mend);
        return std::nullopt;
      }
      findings_.error("AR-F007", place,
                      "The expression does not compile: " + error.code + " " + error.message +
                          " (line " + std::to_string(error.line) + ", column " +
                          std::to_string(error.column) + " of it)",
                      error.mend);
      return std::nullopt;
    }
    if (findings_.thorough()) note_unknown_elements(*compiled, place);
    return Expression{std::move(compiled).value(), place, {}};
  }

  /// A path into what R4 does not have stays empty for ever: a slip of the author, most likely.
  void note_unknown_elements(const fhirpath::Compiled& compiled, const std::string& place) {
    const fhirpath::RootTypes roots{focus_type_, "QuestionnaireResponse"};
    for (const Error& error : fhirpath::unknown_elements(compiled.syntax(), roots))
      findings_.warning(error.code, place,
                        error.message + " (line " + std::to_string(error.line) + ", column " +
                            std::to_string(error.column) + " of it)",
                        error.mend);
  }

  void read_variable(ItemRecord& item, const fhir::Json& extension, const std::string& place) {
    const fhir::Json* value = extension.find("valueExpression");
    const std::string name(value == nullptr ? std::string_view() : value->string_or_empty("name"));
    if (name.empty())
      return findings_.error("AR-F007", place, "A variable needs a valueExpression with a name");
    for (const Variable& other : item.variables) {
      if (other.name == name)
        return findings_.error("AR-F007", place, "The variable '" + name + "' is given twice here");
    }
    Variable variable{
        name, compile_expression(*value, place + "/valueExpression", Unusable::empty_with_warning)};
    item.variables.push_back(std::move(variable));
  }

  /// What must be an answer counts before what may be one.
  void read_options(ItemRecord& item, const fhir::Json& extension, const std::string& place,
                    OptionSource source) {
    if (item.options_expression && source != item.option_source) {
      if (source == OptionSource::candidate) return;
      item.options_expression.reset();
    }
    set(item.options_expression, extension, place, Unusable::empty_with_warning);
    item.option_source = item.options_expression ? source : OptionSource::none;
  }

  /// cqf-expression of the text, and of the content of its translations.
  void read_text(ItemRecord& item) {
    const fhir::Json* text = item.definition.source->find("_text");
    if (text == nullptr) return;
    add_text(item, *text, "", item.pointer + "/_text");
    const fhir::JsonArray& extensions = text->array_or_empty("extension");
    for (std::size_t i = 0; i < extensions.size(); ++i) {
      if (extensions[i].string_or_empty("url") != ext::kTranslation) continue;
      std::string language;
      const fhir::Json* content = nullptr;
      for (const fhir::Json& part : extensions[i].array_or_empty("extension")) {
        const std::string_view url = part.string_or_empty("url");
        if (url == "lang") language = text_member(part);
        if (url != "content") continue;
        content = part.find("_valueString");
        if (content == nullptr) content = part.find("_valueMarkdown");
      }
      if (content != nullptr && !language.empty()) {
        add_text(item, *content, language, item.pointer + "/_text/extension/" + std::to_string(i));
      }
    }
  }

  void add_text(ItemRecord& item, const fhir::Json& primitive, std::string language,
                const std::string& place) {
    const fhir::Json* value = extension_value(primitive, ext::kCqfExpression);
    if (value == nullptr) return;
    auto compiled = compile_expression(*value, place, Unusable::empty_with_warning);
    if (compiled) item.text_expressions.push_back({std::move(language), std::move(*compiled)});
  }

  void read_toggle(ItemRecord& item, const fhir::Json& extension, const std::string& place) {
    const fhir::Json* expression = nullptr;
    std::vector<std::size_t> options;
    for (const fhir::Json& part : extension.array_or_empty("extension")) {
      if (part.string_or_empty("url") == "expression") expression = part.find("valueExpression");
      if (part.string_or_empty("url") == "option") add_toggled(item, part, options, place);
    }
    if (expression == nullptr || options.empty()) {
      return findings_.error("AR-F007", place,
                             "answerOptionsToggleExpression needs 'option' and 'expression'");
    }
    auto compiled = compile_expression(*expression, place, Unusable::refuse);
    if (compiled) item.toggles.push_back({std::move(options), std::move(*compiled)});
  }

  void add_toggled(const ItemRecord& item, const fhir::Json& part,
                   std::vector<std::size_t>& options, const std::string& place) {
    const fhir::JsonMember* wanted = value_member(part);
    if (wanted == nullptr) return;
    AnswerValue value;
    value.json.set(wanted->first, wanted->second);
    for (std::size_t i = 0; i < item.definition.options.size(); ++i) {
      if (same_value({item.definition.options[i].value}, value)) return options.push_back(i);
    }
    findings_.error(
        "AR-F011", place,
        "The toggled option '" + text_of(wanted->second) + "' is no option of the item");
  }

  void read_constraint(ItemRecord& item, const fhir::Json& extension, const std::string& place) {
    std::string key, human;
    Severity severity = Severity::error;
    std::optional<Expression> expression;
    const fhir::JsonArray& parts = extension.array_or_empty("extension");
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const fhir::Json& part = parts[i];
      const std::string_view url = part.string_or_empty("url");
      if (url == "key") key = text_member(part);
      if (url == "human") human = text_member(part);
      if (url == "severity" && text_member(part) == "warning") severity = Severity::warning;
      if (url != "expression") continue;
      const fhir::JsonMember* value = value_member(part);
      if (value == nullptr) continue;
      const std::string at = place + "/extension/" + std::to_string(i) + "/" + value->first;
      expression = value->second.is_string()
                       ? compile_text(value->second.as_string(), at, Unusable::unchecked)
                       : compile_expression(value->second, at, Unusable::unchecked);
      if (!expression) return;
    }
    if (!expression) return findings_.error("AR-F007", place, "The constraint has no expression");
    item.constraints.push_back(
        {std::move(key), std::move(human), severity, std::move(*expression)});
  }

  /// cqf-expression beside the value of a limit.
  void read_limits(ItemRecord& item) {
    const fhir::Json& source = *item.definition.source;
    const fhir::JsonArray& extensions = source.array_or_empty("extension");
    for (std::size_t i = 0; i < extensions.size(); ++i) {
      const fhir::JsonMember* beside = value_member(extensions[i], "_value");
      if (beside == nullptr) continue;
      const LimitKind kind = limit_kind(extensions[i].string_or_empty("url"));
      if (kind == LimitKind::unset) continue;
      const std::string place = item.pointer + "/extension/" + std::to_string(i);
      read_limit(item, kind, beside->second, place + "/" + beside->first);
    }
    if (const fhir::Json* beside = source.find("_maxLength"))
      read_limit(item, LimitKind::max_length, *beside, item.pointer + "/_maxLength");
  }

  static LimitKind limit_kind(std::string_view url) {
    static const std::unordered_map<std::string_view, LimitKind> kKinds = {
        {ext::kMinValue, LimitKind::min_value},
        {ext::kMaxValue, LimitKind::max_value},
        {ext::kMinQuantity, LimitKind::min_value},
        {ext::kMaxQuantity, LimitKind::max_value},
        {ext::kMinLength, LimitKind::min_length},
        {ext::kMaxDecimalPlaces, LimitKind::max_decimal_places},
        {ext::kMinOccurs, LimitKind::min_occurs},
        {ext::kMaxOccurs, LimitKind::max_occurs},
        {ext::kMaxSize, LimitKind::max_size}};
    const auto found = kKinds.find(url);
    return found == kKinds.end() ? LimitKind::unset : found->second;
  }

  void read_limit(ItemRecord& item, LimitKind kind, const fhir::Json& beside,
                  const std::string& place) {
    if (auto expression = calculated(beside, place))
      item.limit_expressions.emplace_back(kind, std::move(*expression));
  }

  /// The cqf-expression among the extensions of a primitive.
  std::optional<Expression> calculated(const fhir::Json& primitive, const std::string& place) {
    const fhir::JsonArray& extensions = primitive.array_or_empty("extension");
    for (std::size_t i = 0; i < extensions.size(); ++i) {
      if (extensions[i].string_or_empty("url") != ext::kCqfExpression) continue;
      const fhir::Json* value = extensions[i].find("valueExpression");
      if (value == nullptr) continue;
      return compile_expression(*value,
                                place + "/extension/" + std::to_string(i) + "/valueExpression",
                                Unusable::as_written);
    }
    return std::nullopt;
  }

  static std::string text_member(const fhir::Json& part) {
    const fhir::JsonMember* member = value_member(part);
    return member != nullptr && member->second.is_string() ? member->second.as_string()
                                                           : std::string();
  }

  void read_launch_context(const fhir::Json& extension, const std::string& place) {
    for (const fhir::Json& part : extension.array_or_empty("extension")) {
      if (part.string_or_empty("url") != "name") continue;
      const fhir::Json* coding = part.find("valueCoding");
      const std::string name =
          coding == nullptr ? text_member(part) : std::string(coding->string_or_empty("code"));
      launch_names_.insert(name);
      if (name == "patient" || name == "encounter") continue;
      findings_.warning("AR-F031", place,
                        "The launch context '" + name + "' is empty unless it is supplied",
                        "Use patient or encounter");
    }
  }

  void check_together(const ItemRecord& item) {
    if (item.enable_expression && !item.enable_when.empty()) {
      findings_.warning("AR-F006", item.pointer,
                        "enableWhen and enableWhenExpression on one item: both must hold");
    }
    if (item.calculated && !item.is_question()) {
      findings_.error("AR-F007", item.pointer, "A group or display cannot be calculated");
    }
    if (!item.toggles.empty() && !item.options_known) {
      findings_.error("AR-F011", item.pointer, "Toggle expressions need options to toggle");
    }
  }

  const FormLimits& limits_;
  Findings& findings_;
  std::string focus_type_;  ///< of the item whose expressions are read
  std::set<std::string, std::less<>> launch_names_;
  std::set<std::string, std::greater<>> dashed_names_;  ///< a name before its own beginning
};

}  // namespace

void read_expressions(CompiledForm& form, Findings& findings) {
  ExpressionReader reader(form.limits, findings);
  reader.note_names(form.root);
  for (const auto& item : form.items) reader.note_names(*item);
  reader.read(form.root);
  for (auto& item : form.items) reader.read(*item);
  form.launch_names = reader.take_launch_names();
  find_reads(form, findings);
}

}  // namespace anteroom::form
