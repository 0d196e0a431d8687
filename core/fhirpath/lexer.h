// Tokens of FHIRPath N1. The lexer never fails by exception: a bad character is a token of kind
// `bad` with its Error.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace anteroom::fhirpath {

struct Token {
  enum class Kind {
    end,
    bad,         ///< see Lexer::error()
    identifier,  ///< plain; may be a keyword
    delimited,   ///< `name`
    string,      ///< text = unescaped
    number,
    date,
    date_time,
    time,    ///< text without '@' and 'T'
    symbol,  ///< + - * / & | = ~ != !~ < > <= >= ( ) [ ] { } , . %
    special  ///< $this $index $total, text without '$'
  };
  Kind kind = Kind::end;
  std::string text;
  int line = 1;
  int column = 1;
  std::size_t offset = 0;
};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}
  [[nodiscard]] Token next();
  [[nodiscard]] const Error& error() const { return error_; }

 private:
  void skip_space();
  void advance(std::size_t bytes);
  [[nodiscard]] char peek(std::size_t ahead = 0) const;
  [[nodiscard]] std::size_t digits(std::size_t from) const;
  Token token(Token::Kind kind, std::size_t length);
  Token fail(const Token& at, std::string code, std::string message, std::string mend);
  Token quoted(Token::Kind kind, char quote);
  Token temporal();
  std::size_t time_length(std::size_t from) const;
  bool read_escape(std::string& out);

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  int column_ = 1;
  bool open_comment_ = false;
  Error error_;
};

}  // namespace anteroom::fhirpath
