#include "plugins/host/wire.h"

#include <unistd.h>

#include <cerrno>
#include <cstdint>

namespace anteroom::host {
namespace {

bool read_all(int fd, char* to, std::size_t size) {
  while (size > 0) {
    const ssize_t got = read(fd, to, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    to += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

bool write_all(int fd, const char* from, std::size_t size) {
  while (size > 0) {
    const ssize_t put = write(fd, from, size);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    from += put;
    size -= static_cast<std::size_t>(put);
  }
  return true;
}

}  // namespace

std::optional<std::string> read_frame(int fd) {
  unsigned char header[4];
  if (!read_all(fd, reinterpret_cast<char*>(header), sizeof header)) return std::nullopt;
  const std::size_t size =
      header[0] | header[1] << 8 | header[2] << 16 | std::size_t{header[3]} << 24;
  if (size > kMaxFrame) return std::nullopt;
  std::string payload(size, '\0');
  if (!read_all(fd, payload.data(), size)) return std::nullopt;
  return payload;
}

bool write_frame(int fd, std::string_view payload) {
  const auto size = static_cast<std::uint32_t>(payload.size());
  std::string frame;
  frame.reserve(payload.size() + 4);
  for (int shift = 0; shift < 32; shift += 8)
    frame.push_back(static_cast<char>(size >> shift & 0xFF));
  frame += payload;
  return write_all(fd, frame.data(), frame.size());
}

}  // namespace anteroom::host
