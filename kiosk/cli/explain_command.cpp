// anteroom explain CODE: one table for every room.
#include <algorithm>
#include <cctype>
#include <iostream>
#include <memory>

#include "error_codes_table.h"
#include "kiosk/cli/error_codes.h"

namespace anteroom::cli {
namespace {

/// "p014", "P014" and "AR-P014" are the same question.
std::string full_code(std::string_view code) {
  std::string out(code);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return out.starts_with("AR-") ? out : "AR-" + out;
}

}  // namespace

const fhir::Json& error_codes() {
  static const fhir::Json table = [] {
    const Result<fhir::Json> json = fhir::parse_json(kErrorCodesTable);
    // A test proves that the table parses; an empty one still answers "not known".
    const fhir::Json* codes = json.ok() ? json->find("codes") : nullptr;
    return codes != nullptr ? *codes : fhir::Json::array();
  }();
  return table;
}

void explain(Context& context, std::string_view code) {
  const std::string wanted = full_code(code);
  for (const fhir::Json& entry : error_codes().as_array()) {
    if (entry.string_or_empty("code") != wanted) continue;
    if (context.output == Output::json) return context.print(entry);
    std::cout << wanted << " (" << entry.string_or_empty("room") << ")\n  "
              << entry.string_or_empty("meaning") << '\n';
    if (const auto mend = entry.string_or_empty("mend"); !mend.empty())
      std::cout << "  mend  " << mend << '\n';
    return;
  }
  context.fail(1, {"AR-C002", "No error has this code.", wanted, "Codes look like AR-P014."});
}

void add_explain_command(CLI::App& app, Context& context) {
  auto code = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("explain", "What an error code means and how to mend it");
  command->add_option("code", *code, "Like AR-P014")->required();
  add_json_flag(*command, context);
  command->callback([&context, code] { explain(context, *code); });
}

}  // namespace anteroom::cli
