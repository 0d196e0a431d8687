#include "core/store/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "core/base/file.h"

namespace anteroom::store {
namespace {

Error wrong_length(const std::string& path) {
  return {"AR-S007",
          "The device key file does not hold a key.",
          path,
          "Put the key back from its backup; answers on this kiosk cannot be read without it.",
          0,
          0};
}

Result<Secret> create_key(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  std::error_code failed;
  if (!folder.empty() && std::filesystem::create_directories(folder, failed))
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failed);
  Secret key = Secret::random();
  if (Result<void> written = write_new_file(path, key.view(), 0600); !written)
    return written.error();
  return key;
}

}  // namespace

Result<Secret> load_device_key(const std::string& path, WhenMissing when_missing) {
  // O_NOFOLLOW and fstat on the open file: what is checked is what is read.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!file.open() && errno == ENOENT && when_missing == WhenMissing::create)
    return create_key(path);
  if (!file.open())
    return Error{
        "AR-S006", "The device key cannot be opened.",
        path,      "Put the key back from its backup, and let only the kiosk's user read it.",
        0,         0};
  struct stat info {};
  if (::fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode) ||
      (info.st_mode & (S_IRWXO | S_IWGRP | S_IXGRP)) != 0)
    return Error{"AR-S005", "The device key is open to other users of this computer.",
                 path,      "Make it readable for its owner (and group) only: chmod 0440.",
                 0,         0};
  std::string bytes(kKeyBytes + 1, '\0');
  const ssize_t count = ::read(file.get(), bytes.data(), bytes.size());
  if (count != static_cast<ssize_t>(kKeyBytes)) {
    wipe(bytes);
    return wrong_length(path);
  }
  std::optional<Secret> key = Secret::from(std::string_view(bytes).substr(0, kKeyBytes));
  wipe(bytes);
  return std::move(*key);
}

}  // namespace anteroom::store
