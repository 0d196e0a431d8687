// Errors are values at room borders: Result<T> holds a T or an Error with a stable code.
//
//   Result<Form> form = Form::load(text);
//   if (!form) return form.error();          // converts to any Result<U>
//   use(form.value());                       // or *form, form->member
//
// Codes: "AR-" + letter + three digits. B base, J JSON/FHIR, X FHIRPath, F form, D extract, T
// triage, P plugin, S store, I intake, M summary, E exchange, K kiosk, C command line. Messages
// never hold a patient's answer.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace anteroom {

/// One thing that is wrong: what (code, message), where (pointer, line, column; 0 = not known), how
/// to mend it.
struct Error {
  std::string code;     ///< "AR-F012"
  std::string message;  ///< one sentence, no answers of a patient
  std::string pointer;  ///< JSON pointer or other place, "" when none
  std::string mend;     ///< what a person can do about it, "" when nothing
  int line = 0;         ///< 1-based
  int column = 0;       ///< 1-based

  /// "AR-F012 /item/3: message (mend)".
  [[nodiscard]] std::string to_string() const;
  friend bool operator==(const Error&, const Error&) = default;
};

/// A value or an Error. Never empty. Reading the wrong side is a programming error and terminates.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  [[nodiscard]] T& value() & { return std::get<0>(state_); }
  [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  [[nodiscard]] const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

/// Success without a value.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}
  [[nodiscard]] bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  [[nodiscard]] const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

using Errors = std::vector<Error>;

}  // namespace anteroom
