// Tokens of FHIRPath N1: white space, comments, delimited identifiers, escapes, dates and times.
#include "core/fhirpath/lexer.h"

#include "core/fhirpath/temporal.h"

namespace anteroom::fhirpath {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

void append_utf8(std::string& out, unsigned code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

bool read_hex4(std::string_view text, unsigned& out) {
  if (text.size() < 4) return false;
  out = 0;
  for (const char c : text.substr(0, 4)) {
    out *= 16;
    if (is_digit(c))
      out += static_cast<unsigned>(c - '0');
    else if (c >= 'a' && c <= 'f')
      out += static_cast<unsigned>(c - 'a' + 10);
    else if (c >= 'A' && c <= 'F')
      out += static_cast<unsigned>(c - 'A' + 10);
    else
      return false;
  }
  return true;
}

}  // namespace

char Lexer::peek(std::size_t ahead) const {
  return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
}

void Lexer::advance(std::size_t bytes) {
  for (; bytes > 0 && at_ < text_.size(); --bytes, ++at_) {
    if (text_[at_] == '\n') {
      ++line_;
      column_ = 1;
    } else if ((static_cast<unsigned char>(text_[at_]) & 0xC0) != 0x80) {
      ++column_;
    }
  }
}

void Lexer::skip_space() {
  while (at_ < text_.size()) {
    const std::string_view rest = text_.substr(at_);
    if (peek() == '/' && peek(1) == '/') {
      advance(std::min(rest.find('\n'), rest.size()));
    } else if (peek() == '/' && peek(1) == '*') {
      const std::size_t end = rest.find("*/", 2);
      open_comment_ = end == std::string_view::npos;
      if (open_comment_) return;
      advance(end + 2);
    } else if (peek() == ' ' || peek() == '\t' || peek() == '\r' || peek() == '\n') {
      advance(1);
    } else {
      return;
    }
  }
}

Token Lexer::token(Token::Kind kind, std::size_t length) {
  Token result{kind, std::string(text_.substr(at_, length)), line_, column_, at_};
  advance(length);
  return result;
}

Token Lexer::fail(const Token& at, std::string code, std::string message, std::string mend) {
  error_ = {std::move(code), std::move(message), "", std::move(mend), at.line, at.column};
  Token bad = at;
  bad.kind = Token::Kind::bad;
  return bad;
}

Token Lexer::next() {
  skip_space();
  Token start{Token::Kind::end, "", line_, column_, at_};
  if (open_comment_)
    return fail(start, "AR-X002", "A comment is not closed.", "Write */ at its end.");
  if (at_ >= text_.size()) return start;
  const char c = peek();
  if (is_letter(c)) {
    std::size_t length = 1;
    while (is_letter(peek(length)) || is_digit(peek(length))) ++length;
    return token(Token::Kind::identifier, length);
  }
  if (is_digit(c)) {
    std::size_t length = digits(0);
    if (peek(length) == '.' && is_digit(peek(length + 1))) length += 1 + digits(length + 1);
    // 1L is a Long, which is no type of its own here.
    const bool is_long = peek(length) == 'L' && length == digits(0) &&
                         !is_letter(peek(length + 1)) && !is_digit(peek(length + 1));
    Token number = token(Token::Kind::number, length);
    if (is_long) advance(1);
    return number;
  }
  if (c == '\'') return quoted(Token::Kind::string, '\'');
  if (c == '`') return quoted(Token::Kind::delimited, '`');
  if (c == '@') return temporal();
  if (c == '$') {
    for (const std::string_view name : {"$this", "$index", "$total"}) {
      if (!text_.substr(at_).starts_with(name) || is_letter(peek(name.size()))) continue;
      Token special = token(Token::Kind::special, name.size());
      special.text.erase(0, 1);
      return special;
    }
  }
  if (c == '!' && (peek(1) == '=' || peek(1) == '~')) return token(Token::Kind::symbol, 2);
  if ((c == '<' || c == '>') && peek(1) == '=') return token(Token::Kind::symbol, 2);
  if (std::string_view("+-*/&|=~<>()[]{},.%").find(c) != std::string_view::npos)
    return token(Token::Kind::symbol, 1);
  return fail(start, "AR-X001", "This character has no meaning in FHIRPath.",
              "Remove it, or quote it.");
}

std::size_t Lexer::digits(std::size_t from) const {
  std::size_t count = 0;
  while (is_digit(peek(from + count))) ++count;
  return count;
}

bool Lexer::read_escape(std::string& out) {
  const char c = peek(1);
  switch (c) {
    case 'n':
      out += '\n';
      break;
    case 'r':
      out += '\r';
      break;
    case 't':
      out += '\t';
      break;
    case 'f':
      out += '\f';
      break;
    case 'u': {
      unsigned code = 0;
      if (!read_hex4(text_.substr(at_ + 2), code)) return false;
      advance(4);
      unsigned low = 0;
      if (code >= 0xD800 && code < 0xDC00 && text_.substr(at_ + 2).starts_with("\\u") &&
          read_hex4(text_.substr(at_ + 4), low) && low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        advance(6);
      }
      if (code >= 0xD800 && code < 0xE000) return false;  // half a character
      append_utf8(out, code);
      break;
    }
    default:
      out += c;  // \' \` \" \\ \/ and, as other engines do, any other character itself
  }
  advance(2);
  return true;
}

Token Lexer::quoted(Token::Kind kind, char quote) {
  Token result{kind, "", line_, column_, at_};
  advance(1);
  while (at_ < text_.size() && peek() != quote) {
    if (peek() == '\\' && at_ + 1 < text_.size()) {
      const Token here{kind, "", line_, column_, at_};
      if (!read_escape(result.text))
        return fail(here, "AR-X002", "This \\u escape names no character.",
                    "Write four hexadecimal digits.");
      continue;
    }
    result.text += peek();
    advance(1);
  }
  if (at_ >= text_.size())
    return fail(result, "AR-X002",
                kind == Token::Kind::string ? "A string is not closed." : "A name is not closed.",
                std::string("Write ") + quote + " at its end.");
  advance(1);
  return result;
}

std::size_t Lexer::time_length(std::size_t from) const {
  if (digits(from) != 2) return 0;
  std::size_t length = 2;
  for (int part = 0; part < 2; ++part) {
    if (peek(from + length) != ':' || digits(from + length + 1) != 2) return length;
    length += 3;
  }
  if (peek(from + length) == '.' && is_digit(peek(from + length + 1)))
    length += 1 + digits(from + length + 1);
  return length;
}

Token Lexer::temporal() {
  const Token start{Token::Kind::time, "", line_, column_, at_};
  Token result = start;
  std::size_t length = 1;
  if (peek(1) == 'T') {
    length = 2 + time_length(2);
    result.text = std::string(text_.substr(at_ + 2, length - 2));
  } else if (digits(1) == 4) {
    result.kind = Token::Kind::date;
    length = 5;
    for (int part = 0; part < 2 && peek(length) == '-' && digits(length + 1) == 2; ++part)
      length += 3;
    if (peek(length) == 'T') {
      result.kind = Token::Kind::date_time;
      const std::size_t time = time_length(++length);
      length += time;
      if (time > 0 && peek(length) == 'Z') {
        ++length;
      } else if (time > 0 && (peek(length) == '+' || peek(length) == '-') &&
                 digits(length + 1) == 2 && peek(length + 3) == ':' && digits(length + 4) == 2) {
        length += 6;
      }
    }
    result.text = std::string(text_.substr(at_ + 1, length - 1));
  }
  const auto kind = result.kind == Token::Kind::date        ? Temporal::Kind::date
                    : result.kind == Token::Kind::date_time ? Temporal::Kind::date_time
                                                            : Temporal::Kind::time;
  if (result.text.empty() || is_digit(peek(length)) || !parse_temporal(kind, result.text))
    return fail(start, "AR-X004", "This is not a date or time.",
                "Write it like @2026-11-24, @2026-11-24T09:12:00Z or @T09:12.");
  advance(length);
  return result;
}

}  // namespace anteroom::fhirpath
