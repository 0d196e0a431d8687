// The invariants of hl7.org/fhir/R4/questionnaire.html#invs, each with its own code. que-2 is
// AR-F003 (AR-F034 for displays, item_reader.cpp), que-7 AR-F057 and que-12 AR-F062
// (enable_when_reader.cpp), que-13 AR-F063 (item_reader.cpp).
#include "core/form/well_formed.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/form/extensions.h"
#include "core/form/styled_text.h"

namespace anteroom::form {

namespace {

constexpr std::array<ItemType, 9> kMayHaveOptions = {
    ItemType::choice,  ItemType::open_choice, ItemType::decimal,
    ItemType::integer, ItemType::date,        ItemType::date_time,
    ItemType::time,    ItemType::string,      ItemType::quantity};
constexpr std::array<ItemType, 7> kMayHaveMaxLength = {
    ItemType::boolean, ItemType::decimal, ItemType::integer,    ItemType::string,
    ItemType::text,    ItemType::url,     ItemType::open_choice};

template <std::size_t N>
bool among(const std::array<ItemType, N>& types, ItemType type) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

class InvariantCheck {
 public:
  InvariantCheck(const ItemRecord& item, Findings& findings)
      : item_(item), source_(*item.definition.source), findings_(findings) {}

  void run() {
    if (item_.definition.type == ItemType::unset) return;
    nesting();
    if (item_.definition.type == ItemType::display) display();
    options();
    initial();
    length();
    occurrences();
    styling();
  }

 private:
  [[nodiscard]] bool has(std::string_view name) const { return source_.find(name) != nullptr; }

  void breach(const char* code, std::string_view element, const std::string& message,
              std::string mend) {
    const std::string place =
        element.empty() ? item_.pointer : item_.pointer + "/" + std::string(element);
    findings_.warning(code, place, message, std::move(mend));
  }

  void nesting() {
    const bool display = item_.definition.type == ItemType::display;
    if (display && has("item"))
      breach("AR-F015", "item", "A display item should have no items (que-1)", "Make it a group");
    if (item_.is_group() && source_.array_or_empty("item").empty())
      breach("AR-F019", "", "The group has no items (que-1)", "Add one, or remove the group");
  }

  void display() {
    if (has("code"))
      breach("AR-F053", "code", "A display item has no code (que-3)", "Remove the code");
    for (std::string_view name : {"required", "repeats"}) {
      if (has(name))
        breach("AR-F056", name, "A display item is neither required nor repeated (que-6)",
               "Remove " + std::string(name));
    }
    if (has("readOnly"))
      breach("AR-F059", "readOnly", "A display item is always read only (que-9)",
             "Remove readOnly");
  }

  void options() {
    const bool both = has("answerOption") && has("answerValueSet");
    if (both) {
      breach("AR-F054", "answerValueSet",
             "answerOption and answerValueSet stand together (que-4): both are offered",
             "Keep one of them");
    }
    if (among(kMayHaveOptions, item_.definition.type)) return;
    for (std::string_view name : {"answerOption", "answerValueSet"}) {
      if (has(name))
        breach("AR-F055", name, std::string(name) + " does not go with this type (que-5)",
               "Make it a choice, or remove it");
    }
  }

  void initial() {
    if (!item_.is_question() && has("initial"))
      breach("AR-F058", "initial", "A group or display has no initial value (que-8): it is ignored",
             "Remove initial");
    if (has("answerOption") && has("initial"))
      breach("AR-F061", "initial", "initial stands beside answerOption (que-11): initial is taken",
             "Use initialSelected of the option");
  }

  void length() {
    if (has("maxLength") && !among(kMayHaveMaxLength, item_.definition.type))
      breach("AR-F060", "maxLength", "maxLength does not go with this type (que-10)",
             "Remove maxLength");
  }

  /// The extensions say where they may stand. An optional item may stay empty whatever minOccurs
  /// says: required decides.
  void occurrences() {
    const ItemDetails& more = item_.definition.more();
    if (more.min_occurs.value_or(0) > 0 && !item_.definition.required &&
        source_.find("_required") == nullptr)
      breach("AR-F067", "", "minOccurs above 0 needs required: the item may be left empty",
             "Set required");
    if (more.max_occurs.value_or(1) != 1 && !item_.definition.repeats)
      breach("AR-F067", "", "maxOccurs needs repeats: the item takes one answer", "Set repeats");
  }

  void styling() {
    const fhir::Json* beside = source_.find("_text");
    const fhir::Json* xhtml =
        beside == nullptr ? nullptr : extension_value(*beside, ext::kRenderingXhtml);
    if (xhtml == nullptr || (xhtml->is_string() && styled_from_xhtml(xhtml->as_string()))) return;
    breach("AR-F037", "_text", "The XHTML of the text cannot be read: the plain text is shown",
           "Write well-formed XHTML, at most 64 KiB and 60 elements deep");
  }

  const ItemRecord& item_;
  const fhir::Json& source_;
  Findings& findings_;
};

bool is_identifier(std::string_view name) {
  const auto letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  return !name.empty() && name.size() <= 255 && name[0] >= 'A' && name[0] <= 'Z' &&
         std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || c == '_'; });
}

}  // namespace

void check_item_invariants(const ItemRecord& item, Findings& findings) {
  if (findings.thorough()) InvariantCheck(item, findings).run();
}

void check_questionnaire_invariants(const fhir::Json& questionnaire, Findings& findings) {
  if (!findings.thorough()) return;
  const std::string_view name = questionnaire.string_or_empty("name");
  if (!name.empty() && !is_identifier(name)) {
    findings.warning("AR-F050", "/name", "The name is not usable as an identifier (que-0)",
                     "Use letters, digits and '_', first a capital letter");
  }
  constexpr std::array<std::string_view, 4> kStatuses = {"draft", "active", "retired", "unknown"};
  const std::string_view status = questionnaire.string_or_empty("status");
  if (std::find(kStatuses.begin(), kStatuses.end(), status) == kStatuses.end()) {
    findings.warning("AR-F066", status.empty() ? "" : "/status",
                     "The questionnaire needs a status of R4", "Use draft, active or retired");
  }
}

}  // namespace anteroom::form
