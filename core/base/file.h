// Files as RAII and as values: descriptors that close themselves, bounded reads, durable writes.
//
//   Result<std::string> bytes = read_file(path, 1 << 20);
//   Result<void> done = write_new_file(path, bytes, 0600);   // fsync of file and folder; fails
//   when it exists
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/result.h"

namespace anteroom {

/// Owns a file descriptor; -1 = none.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();
  [[nodiscard]] int get() const { return number_; }
  [[nodiscard]] bool open() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

/// The whole file; AR-B010 when it cannot be read, AR-B011 when it is longer than `most` bytes.
[[nodiscard]] Result<std::string> read_file(const std::string& path, std::size_t most);
/// Creates the file with exactly `mode` and returns when bytes and name are on disk. AR-B012
/// otherwise (also when the file exists); a half-written file is removed.
Result<void> write_new_file(const std::string& path, std::string_view bytes, mode_t mode);
/// Puts a file in place of another, or a new one, in one step: whoever looks sees the old or the
/// new whole. On disk when it returns. AR-B012.
Result<void> replace_file(const std::string& path, std::string_view bytes, mode_t mode);
/// Makes a folder's entries durable (a rename or a new file in it). AR-B012.
Result<void> sync_directory(const std::string& directory);

}  // namespace anteroom
