// Ignores what a shaking hand did not mean: a second tap on the same target, and any tap just after
// a page change.
#pragma once

#include <cstdint>
#include <string>

namespace anteroom::ui {

class HitGuard {
 public:
  static constexpr std::int64_t same_target_ms = 400, same_key_ms = 120, after_page_ms = 100;

  void page_changed(std::int64_t now) { page_at_ = now; }
  /// True when a tap on `target` at `now` (steady milliseconds) counts. A letter key may repeat
  /// sooner ("ll").
  [[nodiscard]] bool accept(const std::string& target, std::int64_t now, bool keyboard_key) {
    if (page_at_ >= 0 && now - page_at_ < after_page_ms) return false;
    if (target == target_ && now - tap_at_ < (keyboard_key ? same_key_ms : same_target_ms))
      return false;
    target_ = target;
    tap_at_ = now;
    return true;
  }

 private:
  std::string target_;
  std::int64_t tap_at_ = -1000000, page_at_ = -1000000;
};

}  // namespace anteroom::ui
