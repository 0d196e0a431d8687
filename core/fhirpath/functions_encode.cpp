// encode, decode, escape, unescape: text in the forms that the specification names. Text that is
// not of its form has no answer (empty).
#include <array>

#include "core/fhirpath/functions.h"

namespace anteroom::fhirpath::functions {
namespace {

constexpr std::string_view kPlain =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrl =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kHex = "0123456789abcdef";

using Text = std::optional<std::string>;

Text to_hex(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  }
  return out;
}

Text from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string out;
  unsigned byte = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i] >= 'A' && text[i] <= 'F' ? static_cast<char>(text[i] + 32) : text[i];
    const std::size_t digit = kHex.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    byte = byte * 16 + static_cast<unsigned>(digit);
    if (i % 2 == 0) continue;
    out += static_cast<char>(byte);
    byte = 0;
  }
  return out;
}

Text to_base64(std::string_view text, std::string_view alphabet) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k)
      bits = bits << 8U | (i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      out += i + k <= text.size() ? alphabet[bits >> (18 - 6 * k) & 63U] : '=';
  }
  return out;
}

Text from_base64(std::string_view text, std::string_view alphabet) {
  if (text.size() % 4 != 0) return std::nullopt;
  for (int pad = 0; pad < 2 && text.ends_with('='); ++pad) text.remove_suffix(1);
  std::string out;
  std::uint32_t bits = 0;
  int have = 0;
  for (const char c : text) {
    const std::size_t digit = alphabet.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    bits = (bits << 6U | static_cast<std::uint32_t>(digit)) & 0xFFFFFFU;
    have += 6;
    if (have < 8) continue;
    have -= 8;
    out += static_cast<char>(bits >> static_cast<unsigned>(have) & 255U);
  }
  return out;
}

struct Escape {
  std::string_view plain;
  std::string_view html;
};
constexpr std::array kHtml{Escape{"&", "&amp;"}, Escape{"<", "&lt;"}, Escape{">", "&gt;"},
                           Escape{"\"", "&quot;"}, Escape{"'", "&#39;"}};

std::string to_html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    std::string_view written(&c, 1);
    for (const Escape& escape : kHtml)
      if (escape.plain[0] == c) written = escape.html;
    out += written;
  }
  return out;
}

std::string from_html(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t used = 1;
    std::string_view plain = text.substr(0, 1);
    for (const Escape& escape : kHtml) {
      if (!text.starts_with(escape.html)) continue;
      used = escape.html.size();
      plain = escape.plain;
    }
    out += plain;
    text.remove_prefix(used);
  }
  return out;
}

// The inside of a JSON string, through the writer and reader of core/fhir.
std::string to_json_text(const std::string& text) {
  const std::string quoted = fhir::write_json(fhir::Json(text));
  return quoted.substr(1, quoted.size() - 2);
}

Text from_json_text(const std::string& text) {
  const auto read = fhir::parse_json("\"" + text + "\"");
  if (!read || !read->is_string()) return std::nullopt;
  return read->as_string();
}

// Input and form, both needed; `run` answers nullopt for an unknown form or for text that is none.
template <class Run>
Collection with_form(Call& call, const Run& run) {
  const auto input = call.text(call.input);
  if (!input) return {};
  const auto form = call.text(call.arg(0));
  if (!form) return {};
  call.evaluator.tick(call.expr, input->size() / 16);
  Text out = run(*form, *input);
  if (!out) return {};
  return {Value{call.evaluator.bounded(call.expr, *std::move(out))}};
}

}  // namespace

Collection encode(Call& call) {
  return with_form(call, [](const std::string& form, const std::string& text) -> Text {
    if (form == "hex") return to_hex(text);
    if (form == "base64") return to_base64(text, kPlain);
    if (form == "urlbase64") return to_base64(text, kUrl);
    return std::nullopt;
  });
}

Collection decode(Call& call) {
  return with_form(call, [](const std::string& form, const std::string& text) -> Text {
    if (form == "hex") return from_hex(text);
    if (form == "base64") return from_base64(text, kPlain);
    if (form == "urlbase64") return from_base64(text, kUrl);
    return std::nullopt;
  });
}

Collection escape(Call& call) {
  return with_form(call, [](const std::string& form, const std::string& text) -> Text {
    if (form == "html") return to_html(text);
    if (form == "json") return to_json_text(text);
    return std::nullopt;
  });
}

Collection unescape(Call& call) {
  return with_form(call, [](const std::string& form, const std::string& text) -> Text {
    if (form == "html") return from_html(text);
    if (form == "json") return from_json_text(text);
    return std::nullopt;
  });
}

}  // namespace anteroom::fhirpath::functions
