// The one place that loads a plugin: Boost.DLL from the sealed memfd, then the table of
// plugin_abi.h, checked.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace anteroom::host {

struct LoadProblem {
  std::string code;     ///< AR-P003..P006, "" = loaded
  std::string message;  ///< the loader's own words; the library has seen no answer yet
};

/// What one call gave. `code` is "" when `result` is the plugin's reply.
struct CallReply {
  std::string code;
  std::int32_t status = 0;
  std::string result;
};

class Library {
 public:
  Library();
  ~Library();
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  [[nodiscard]] LoadProblem load(int descriptor);
  [[nodiscard]] std::uint32_t abi_minor() const;
  /// An exception that leaves the plugin ends the process: nothing of it may cross the line.
  [[nodiscard]] CallReply call(std::string_view method, std::string_view params) noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace anteroom::host
