// Files on a clinic's share: a reader never sees half of one.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "core/base/file.h"
#include "core/exchange/exchange.h"
#include "core/exchange/ids.h"

namespace anteroom::exchange {
namespace {

namespace fs = std::filesystem;

// The clinic's import program reads by group; nobody else does.
constexpr mode_t kFileMode = 0640;

Error cannot(const char* code, const char* what, const std::string& place, int number) {
  return Error{
      code, std::string(what) + ": " + std::strerror(number) + ".", place,
      "Check that the folder exists, is mounted, has room and is writable by the courier."};
}

bool is_plain_name(const std::string& name) {
  return !name.empty() && name.front() != '.' && name.find('/') == std::string::npos &&
         name.find('\0') == std::string::npos;
}

bool same_content(const std::string& directory, const std::vector<ExportFile>& files) {
  std::error_code failed;
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(directory, failed)) ++count;
  if (failed || count != files.size()) return false;
  for (const ExportFile& file : files) {
    const auto bytes = read_file(directory + "/" + file.name, file.bytes.size() + 1);
    if (!bytes || *bytes != file.bytes) return false;
  }
  return true;
}

}  // namespace

Result<void> write_files(const std::string& directory, const std::vector<ExportFile>& files) {
  for (const ExportFile& file : files) {
    if (!is_plain_name(file.name)) {
      return Error{"AR-E001", "An export file has a name that is no plain file name.", directory,
                   "Report this as a defect."};
    }
    const std::string target = directory + "/" + file.name,
                      temporary = directory + "/." + file.name + ".tmp";
    ::unlink(temporary.c_str());  // left by a crash; a new file is made below, with O_EXCL
    const auto written = write_new_file(temporary, file.bytes, kFileMode);
    if (!written) {
      Error error = written.error();
      error.code = "AR-E002";
      return error;
    }
    if (::rename(temporary.c_str(), target.c_str()) != 0) {
      const int number = errno;
      ::unlink(temporary.c_str());
      return cannot("AR-E002", "An export file could not be put in place", target, number);
    }
  }
  const auto synced = sync_directory(directory);
  if (!synced) return Error{"AR-E002", synced.error().message, directory, synced.error().mend};
  return {};
}

Result<void> FolderDestination::deliver(const intake::Record& record,
                                        const std::vector<ExportFile>& files) {
  return put(record.id, files);
}

Result<void> FolderDestination::deliver_stopped(const StoppedVisit& visit) {
  return put(visit.id, {{"stopped.json", fhir::write_json(stopped_json(visit)) + "\n"}});
}

Result<void> FolderDestination::put(const std::string& id, const std::vector<ExportFile>& files) {
  if (!is_safe_id(id))
    return Error{"AR-E004", "The record's id is no file name.", id_, "Report this as a defect."};
  const std::string target = directory_ + "/" + id, temporary = directory_ + "/." + id + ".tmp";
  std::error_code failed;
  // A missing folder is not made: an unmounted share would be filled on the kiosk's own disk.
  if (!fs::is_directory(directory_, failed)) {
    return Error{"AR-E003", "The destination's folder is not there.", id_,
                 "Mount or create the folder named in the settings."};
  }
  if (same_content(target, files)) return {};
  fs::remove_all(temporary, failed);
  if (::mkdir(temporary.c_str(), 0750) != 0)
    return cannot("AR-E002", "The intake's folder could not be made", id_, errno);
  if (const auto written = write_files(temporary, files); !written) {
    fs::remove_all(temporary, failed);
    Error error = written.error();
    error.pointer = id_;
    return error;
  }
  // An older rendering of the same record is exchanged in one step, so that one document stays at
  // every moment.
  const bool replace = fs::exists(target, failed);
  const unsigned flags = replace ? RENAME_EXCHANGE : 0U;
  if (::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, target.c_str(), flags) != 0) {
    const int number = errno;
    fs::remove_all(temporary, failed);
    return cannot("AR-E002", "The intake's folder could not be put in place", id_, number);
  }
  if (replace) fs::remove_all(temporary, failed);
  const auto synced = sync_directory(directory_);
  if (!synced) return Error{"AR-E002", synced.error().message, id_, synced.error().mend};
  return {};
}

}  // namespace anteroom::exchange
