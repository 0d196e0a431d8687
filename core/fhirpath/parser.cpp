// The N1 grammar by precedence climbing. Every production parses; meaning is the evaluator's
// business. http://hl7.org/fhirpath/N1/grammar.html
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <optional>

#include "core/fhir/json_name.h"
#include "core/fhirpath/fhirpath.h"
#include "core/fhirpath/lexer.h"
#include "core/fhirpath/units.h"

namespace anteroom::fhirpath {
namespace {

using ExprPtr = std::unique_ptr<Expr>;

constexpr int kMaxDepth = 400;             // the evaluator recurses once a level
constexpr std::size_t kMaxText = 1 << 16;  // a form's longest expression is far below

/// A string literal goes into responses and documents as it stands, so half a character ends here.
bool is_utf8(std::string_view text) {
  const auto size = static_cast<std::int32_t>(text.size());  // at most kMaxText
  for (std::int32_t at = 0; at < size;) {
    UChar32 character = 0;
    U8_NEXT(text.data(), at, size, character);
    if (character < 0) return false;
  }
  return true;
}

struct Failure {  // thrown and caught inside parse()
  Error error;
};

// Binding strength, weakest first; 0 = not a binary operator.
int strength(const Token& token) {
  struct Level {
    std::string_view operators;
    int value;
  };
  static constexpr std::array kWords{
      Level{"implies", 1},  Level{"or", 2}, Level{"xor", 2}, Level{"and", 3},  Level{"in", 4},
      Level{"contains", 4}, Level{"is", 8}, Level{"as", 8},  Level{"div", 10}, Level{"mod", 10}};
  static constexpr std::array kSymbols{
      Level{"=", 5}, Level{"~", 5},  Level{"!=", 5}, Level{"!~", 5}, Level{"<", 6},
      Level{">", 6}, Level{"<=", 6}, Level{">=", 6}, Level{"|", 7},  Level{"+", 9},
      Level{"-", 9}, Level{"&", 9},  Level{"*", 10}, Level{"/", 10}};
  const auto find = [&](const auto& levels) {
    const auto* found = std::find_if(levels.begin(), levels.end(), [&](const Level& level) {
      return fhir::same_name(level.operators, token.text);
    });
    return found == levels.end() ? 0 : found->value;
  };
  if (token.kind == Token::Kind::identifier) return find(kWords);
  if (token.kind == Token::Kind::symbol) return find(kSymbols);
  return 0;
}
constexpr int kTypeStrength = 8;
constexpr int kUnaryStrength = 11;

std::string describe(const Token& token) {
  switch (token.kind) {
    case Token::Kind::end:
      return "the end";
    case Token::Kind::string:
      return "a string";
    case Token::Kind::special:
      return "'$" + token.text + "'";
    default:
      return "'" + token.text + "'";
  }
}

class Parser {
 public:
  explicit Parser(std::string_view text) : lexer_(text) { advance(); }

  ExprPtr run() {
    ExprPtr result = expression(1);
    if (token_.kind != Token::Kind::end) expected("an operator or the end");
    return result;
  }

 private:
  void advance() {
    token_ = lexer_.next();
    if (token_.kind == Token::Kind::bad) throw Failure{lexer_.error()};
  }
  [[noreturn]] void expected(const std::string& what) const {
    throw Failure{{"AR-X001", "Expected " + what + ", found " + describe(token_) + ".", "",
                   "Correct the expression at this place.", token_.line, token_.column}};
  }
  [[nodiscard]] bool is_symbol(std::string_view text) const {
    return token_.kind == Token::Kind::symbol && fhir::same_name(token_.text, text);
  }
  void take(std::string_view symbol) {
    if (!is_symbol(symbol)) expected("'" + std::string(symbol) + "'");
    advance();
  }
  ExprPtr make(Expr::Kind kind, std::string text, const Token& at) const {
    auto node = std::make_unique<Expr>();
    node->kind = kind;
    node->text = std::move(text);
    node->line = at.line;
    node->column = at.column;
    return node;
  }
  // Keeps the height of the tree, and refuses what a recursive walk could not stand.
  ExprPtr finish(ExprPtr node) const {
    int depth = node->input ? node->input->depth : 0;
    for (const ExprPtr& arg : node->args) depth = std::max(depth, arg->depth);
    node->depth = depth + 1;
    if (node->depth > kMaxDepth) too_deep(node->line, node->column);
    return node;
  }
  [[noreturn]] static void too_deep(int line, int column) {
    throw Failure{{"AR-X003", "The expression is nested too deeply.", "",
                   "Split it into variables.", line, column}};
  }

  ExprPtr expression(int weakest) {
    if (++nesting_ > kMaxDepth) too_deep(token_.line, token_.column);
    ExprPtr left = unary();
    for (int level = strength(token_); level >= weakest; level = strength(token_)) {
      const Token op = token_;
      advance();
      const bool type = level == kTypeStrength;
      ExprPtr node = make(type ? Expr::Kind::type_op : Expr::Kind::binary, op.text, op);
      if (type) {
        node->input = std::move(left);
        node->type = qualified_identifier();
      } else {
        node->args.push_back(std::move(left));
        node->args.push_back(expression(level + 1));
      }
      left = finish(std::move(node));
    }
    --nesting_;
    return left;
  }

  ExprPtr unary() {
    if (!is_symbol("+") && !is_symbol("-")) return postfix();
    ExprPtr node = make(Expr::Kind::unary, token_.text, token_);
    advance();
    node->args.push_back(expression(kUnaryStrength));
    return finish(std::move(node));
  }

  ExprPtr postfix() {
    ExprPtr left = term();
    while (true) {
      if (is_symbol(".")) {
        advance();
        left = invocation(std::move(left));
      } else if (is_symbol("[")) {
        ExprPtr node = make(Expr::Kind::index, "", token_);
        advance();
        node->input = std::move(left);
        node->args.push_back(expression(1));
        take("]");
        left = finish(std::move(node));
      } else {
        return left;
      }
    }
  }

  ExprPtr term() {
    const Token start = token_;
    switch (token_.kind) {
      case Token::Kind::string:
        advance();
        return make(Expr::Kind::literal_string, start.text, start);
      case Token::Kind::number:
        return number();
      case Token::Kind::date:
        return temporal("Date");
      case Token::Kind::date_time:
        return temporal("DateTime");
      case Token::Kind::time:
        return temporal("Time");
      case Token::Kind::symbol:
        break;
      case Token::Kind::end:
        expected("an expression");
      default:
        if (start.kind == Token::Kind::identifier &&
            (start.text == "true" || start.text == "false")) {
          advance();
          return make(Expr::Kind::literal_boolean, start.text, start);
        }
        return invocation(nullptr);
    }
    if (is_symbol("(")) {
      advance();
      ExprPtr inner = expression(1);
      take(")");
      return inner;
    }
    if (is_symbol("{")) {
      advance();
      take("}");
      return make(Expr::Kind::literal_null, "", start);
    }
    if (is_symbol("%")) return variable();
    expected("an expression");
  }

  ExprPtr number() {
    const Token start = token_;
    advance();
    const bool word = token_.kind == Token::Kind::identifier && is_calendar_word(token_.text);
    if (!word && token_.kind != Token::Kind::string)
      return make(Expr::Kind::literal_number, start.text, start);
    ExprPtr node = make(Expr::Kind::literal_quantity, start.text, start);
    node->type = token_.text;
    advance();
    return node;
  }

  ExprPtr temporal(const char* type) {
    ExprPtr node = make(Expr::Kind::literal_temporal, token_.text, token_);
    node->type = type;
    advance();
    return node;
  }

  ExprPtr variable() {
    const Token start = token_;
    advance();
    if (token_.kind != Token::Kind::identifier && token_.kind != Token::Kind::delimited &&
        token_.kind != Token::Kind::string)
      expected("a variable's name");
    ExprPtr node = make(Expr::Kind::variable, token_.text, start);
    advance();
    return node;
  }

  ExprPtr invocation(ExprPtr input) {
    const Token start = token_;
    if (token_.kind == Token::Kind::special) {
      advance();
      ExprPtr node = make(Expr::Kind::special, start.text, start);
      node->input = std::move(input);
      return finish(std::move(node));
    }
    std::string name = identifier("a name");
    const bool call = is_symbol("(");
    ExprPtr node = make(call ? Expr::Kind::function : Expr::Kind::member, std::move(name), start);
    node->input = std::move(input);
    if (call) {
      advance();
      while (!is_symbol(")")) {
        if (!node->args.empty()) take(",");
        node->args.push_back(node->text == "sort" ? sort_key() : expression(1));
      }
      advance();
    }
    return finish(std::move(node));
  }

  // `family desc` is kept as `-family`.
  ExprPtr sort_key() {
    ExprPtr key = expression(1);
    if (token_.kind != Token::Kind::identifier) return key;
    if (token_.text == "desc") {
      ExprPtr sign = make(Expr::Kind::unary, "-", token_);
      sign->args.push_back(std::move(key));
      key = finish(std::move(sign));
    } else if (token_.text != "asc") {
      expected("asc, desc, ',' or ')'");
    }
    advance();
    return key;
  }

  // as, contains, in and is are names too; so are the calendar words, which elements of FHIR are
  // called.
  std::string identifier(const char* what) {
    static constexpr std::array<std::string_view, 8> kReserved{"and", "or",  "xor",  "implies",
                                                               "div", "mod", "true", "false"};
    const bool plain =
        token_.kind == Token::Kind::identifier &&
        std::find(kReserved.begin(), kReserved.end(), token_.text) == kReserved.end();
    if (!plain && token_.kind != Token::Kind::delimited) expected(what);
    std::string name = token_.text;
    advance();
    return name;
  }

  std::string qualified_identifier() {
    std::string name = identifier("a type's name");
    while (is_symbol(".")) {
      advance();
      name += "." + identifier("a type's name");
    }
    return name;
  }

  Lexer lexer_;
  Token token_;
  int nesting_ = 0;
};

}  // namespace

Result<std::unique_ptr<Expr>> parse(std::string_view text) {
  if (text.size() > kMaxText)
    return Error{"AR-X003", "The expression is longer than 65536 bytes.",
                 "",        "Split it into variables.",
                 1,         1};
  if (!is_utf8(text))
    return Error{"AR-X002", "The expression is not valid UTF-8.", "", "Save it as UTF-8.", 1, 1};
  try {
    return Parser(text).run();
  } catch (const Failure& failure) {
    return failure.error;
  }
}

}  // namespace anteroom::fhirpath
