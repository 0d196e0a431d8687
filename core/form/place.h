// Where an element of a questionnaire stands.
#pragma once

#include <string>
#include <string_view>

namespace anteroom::form {

/// An item, or one element of a list of it ("answerOption", 3). Its JSON pointer is written only
/// when there is something to tell: a load meets thousands of places. Borrows what it is made of.
class Place {
 public:
  explicit Place(const std::string& item) : item_(item) {}
  Place(const std::string& item, std::string_view list, std::size_t index)
      : item_(item), list_(list), index_(index) {}

  [[nodiscard]] std::string pointer() const {
    if (list_.empty()) return item_;
    return item_ + "/" + std::string(list_) + "/" + std::to_string(index_);
  }
  [[nodiscard]] std::string pointer(std::string_view member) const {
    return pointer() + "/" + std::string(member);
  }

 private:
  const std::string& item_;
  std::string_view list_;
  std::size_t index_ = 0;
};

}  // namespace anteroom::form
