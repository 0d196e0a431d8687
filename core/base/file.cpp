#include "core/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace anteroom {
namespace {

Error system_error(const char* code, const char* what, const std::string& path) {
  return {code, std::string(what) + ": " + std::strerror(errno) + ".", path, "", 0, 0};
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    if (number_ >= 0) ::close(number_);
    number_ = std::exchange(other.number_, -1);
  }
  return *this;
}

Result<std::string> read_file(const std::string& path, std::size_t most) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.open()) return system_error("AR-B010", "The file cannot be read", path);
  std::string bytes;
  char chunk[16384];
  for (;;) {
    const ssize_t count = ::read(file.get(), chunk, sizeof chunk);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_error("AR-B010", "The file cannot be read", path);
    if (count == 0) return bytes;
    if (bytes.size() + static_cast<std::size_t>(count) > most)
      return Error{
          "AR-B011", "The file is longer than " + std::to_string(most) + " bytes.", path, "", 0, 0};
    bytes.append(chunk, static_cast<std::size_t>(count));
  }
}

Result<void> write_new_file(const std::string& path, std::string_view bytes, mode_t mode) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode & 0600));
  if (!file.open()) return system_error("AR-B012", "The file cannot be made", path);
  // fchmod, because the umask would take bits away from the mode given to open().
  if (!write_all(file.get(), bytes) || ::fchmod(file.get(), mode) != 0 ||
      ::fsync(file.get()) != 0) {
    Error error = system_error("AR-B012", "The file cannot be written", path);
    ::unlink(path.c_str());
    return error;
  }
  return sync_directory(std::filesystem::path(path).parent_path().string());
}

Result<void> replace_file(const std::string& path, std::string_view bytes, mode_t mode) {
  const std::string temporary = path + ".tmp";
  ::unlink(temporary.c_str());  // left by a crash
  if (Result<void> written = write_new_file(temporary, bytes, mode); !written) return written;
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    ::unlink(temporary.c_str());
    return Error{"AR-B012", "The file could not be put in place.", path,
                 "Check room and permissions."};
  }
  const std::string parent = std::filesystem::path(path).parent_path().string();
  return sync_directory(parent);
}

Result<void> sync_directory(const std::string& directory) {
  const std::string path = directory.empty() ? "." : directory;
  const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.open() || ::fsync(folder.get()) != 0)
    return system_error("AR-B012", "The folder cannot be synchronised", path);
  return {};
}

}  // namespace anteroom
