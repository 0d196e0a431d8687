#include "core/plugin/library_image.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U  // Linux 6.3; the headers of Debian 12 are older
#endif

namespace anteroom::plugin {
namespace {

Fd create_memfd() {
  Fd fd(memfd_create("anteroom-plugin", MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_EXEC));
  if (!fd.valid() && errno == EINVAL)
    fd = Fd(memfd_create("anteroom-plugin", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  return fd;
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = write(fd, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

Result<std::string> read_regular_file(const std::string& path, std::size_t max) {
  const Fd fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  struct stat info {};
  if (!fd.valid() || fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode))
    return Error{"AR-P001", "This file is missing, or is no plain file.", path,
                 "Links are not followed in a bundle."};
  if (static_cast<std::size_t>(info.st_size) > max)
    return Error{"AR-P001", "This file is longer than " + std::to_string(max) + " bytes.", path,
                 ""};
  std::string bytes(static_cast<std::size_t>(info.st_size), '\0');
  std::size_t at = 0;
  while (at < bytes.size()) {
    const ssize_t got = read(fd.get(), bytes.data() + at, bytes.size() - at);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0)
      return Error{"AR-P001", "This file changed while it was read.", path, "Try again."};
    at += static_cast<std::size_t>(got);
  }
  return bytes;
}

Result<Fd> seal_library(const std::string& path, std::string_view sha256) {
  const Result<std::string> bytes = read_regular_file(path, kMaxLibraryBytes);
  if (!bytes)
    return Error{"AR-P003", "The library cannot be read.", "", "Install the plugin again."};
  // What is hashed is what is written below; the seals keep it so.
  if (sha256_hex(*bytes) != sha256)
    return Error{"AR-P009", "The library is not the one the manifest names.", "",
                 "Install the plugin again."};
  Fd fd = create_memfd();
  if (!fd.valid() || !write_all(fd.get(), *bytes) ||
      fcntl(fd.get(), F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0)
    return Error{"AR-P020", "The library could not be sealed in memory.", "",
                 "Look for a lack of memory."};
  return fd;
}

}  // namespace anteroom::plugin
