// Opening the store: folder, key, write-ahead log, pragmas, migrations, damage.
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/random.h"
#include "core/store/key_file.h"
#include "core/store/schema.h"
#include "core/store/state.h"
#include "core/store/wal_check.h"

namespace anteroom::store {
namespace {

namespace fs = std::filesystem;

constexpr int kBusyMilliseconds = 5000;
constexpr const char* kCheckText = "anteroom device key";

Error damaged(const std::string& path, const std::string& what) {
  return {"AR-S004", "The store is damaged: " + what,
          path,      "Nothing was changed. Keep the files, and restore or inspect a copy of them.",
          0,         0};
}

Error at_path(Error error, const std::string& path) {
  if (error.pointer.empty()) error.pointer = path;
  return error;
}

Result<void> make_directory(const std::string& path) {
  std::error_code failed;
  if (fs::is_directory(path, failed)) return {};
  if (!fs::create_directories(path, failed) && failed)
    return Error{
        "AR-S001", "The state directory cannot be made: " + failed.message() + ".", path, "", 0, 0};
  fs::permissions(path, fs::perms::owner_all, failed);
  return {};
}

/// Makes the database file with its final mode before SQLite would make it with the umask's: 0660
/// where the folder belongs to the group (kiosk and courier), else 0600.
Result<void> make_file(const std::string& directory, const std::string& path) {
  struct stat info {};
  const bool group = ::stat(directory.c_str(), &info) == 0 && (info.st_mode & S_IWGRP) != 0;
  const Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file.open() && errno == EEXIST) return {};
  if (!file.open() || ::fchmod(file.get(), group ? 0660 : 0600) != 0)
    return Error{"AR-S001", "The store cannot be made in the state directory.", path, "", 0, 0};
  return {};
}

void configure(SQLite::Database& database) {
  database.exec("PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = FULL");
  database.exec("PRAGMA foreign_keys = ON");
  database.exec("PRAGMA secure_delete = ON");
  database.exec("PRAGMA trusted_schema = OFF");
  database.exec("PRAGMA temp_store = MEMORY");  // no patient's rows in temporary files
}

/// Writes the key check of a new store, or proves that the key is the one the store was made with.
Result<void> check_key(SQLite::Database& database, const Secret& key, const std::string& key_file) {
  SQLite::Statement read(database, "SELECT value FROM meta WHERE name = 'key_check'");
  if (!read.executeStep()) {
    if (database.execAndGet("SELECT count(*) FROM visit").getInt64() != 0)
      return damaged(key_file, "its key check is missing.");
    SQLite::Statement write(database, "INSERT INTO meta VALUES ('key_check', ?)");
    bind_bytes(write, 1, seal(key, kCheckText, check_context()));
    write.exec();
    return {};
  }
  if (unseal(key, bytes_of(read.getColumn(0)), check_context()) != kCheckText)
    return Error{"AR-S008", "The device key does not open this store.",
                 key_file,  "Put back the key this store was made with; nothing was changed.",
                 0,         0};
  return {};
}

/// The first line of quick_check; "ok" when the pages are sound.
std::string quick_check(SQLite::Database& database) {
  return database.execAndGet("PRAGMA quick_check(1)").getString();
}

Result<std::string> clinic_key_of(const StoreOptions& options) {
  if (options.clinic_public_key.empty()) return std::string();
  const std::optional<std::string> raw = from_hex(options.clinic_public_key);
  if (!raw || raw->size() != kKeyBytes)
    return Error{"AR-S009", "The clinic's public key is not 64 hexadecimal digits.", "", "", 0, 0};
  return *raw;
}

}  // namespace

std::string bytes_of(const SQLite::Column& column) {
  const void* bytes = column.getBlob();
  return bytes == nullptr ? std::string()
                          : std::string(static_cast<const char*>(bytes),
                                        static_cast<std::size_t>(column.getBytes()));
}

void bind_bytes(SQLite::Statement& statement, int index, std::string_view bytes) {
  statement.bind(index, static_cast<const void*>(bytes.data()), static_cast<int>(bytes.size()));
}

Error translate(const SQLite::Exception& exception) {
  const int code = exception.getErrorCode();
  const std::string words = std::string("SQLite: ") + SQLite::Exception("", code).getErrorStr();
  switch (code) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return damaged("", words + ".");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {"AR-S021", "The store is in use by another program. " + words + ".",
              "",        "Try again.",
              0,         0};
    case SQLITE_FULL:
      return {"AR-S020", "The disk is full; nothing was stored. " + words + ".",
              "",        "Free some space.",
              0,         0};
    case SQLITE_CONSTRAINT:
      return {"AR-S024", "The store refuses this change: it would break a promise of its layout.",
              "",        "",
              0,         0};
    default:
      return {"AR-S020", "The store cannot read or write. " + words + ".", "", "Check the disk.", 0,
              0};
  }
}

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(StoreOptions options, const Clock& clock) {
  if (!sodium_ready()) return Error{"AR-S002", "The system gives no random numbers.", "", "", 0, 0};
  Result<std::string> clinic_key = clinic_key_of(options);
  if (!clinic_key) return clinic_key.error();
  if (Result<void> made = make_directory(options.directory); !made) return made.error();
  const std::string path = options.directory + "/anteroom.db";
  std::error_code ignored;
  // A store whose key is lost must not get a new one: that would only hide the loss.
  const bool existing = fs::file_size(path, ignored) > 0 && !ignored;
  Result<Secret> key =
      load_device_key(options.key_file,
                      options.create_key && !existing ? WhenMissing::create : WhenMissing::refuse);
  if (!key) return key.error();
  if (Result<void> made = make_file(options.directory, path); !made) return made.error();
  if (inspect_wal_file(path + "-wal") == WalHealth::damaged)
    return damaged(path + "-wal", "the write-ahead log holds answers that no longer add up.");
  auto result = guarded([&]() -> Result<std::unique_ptr<Store>> {
    SQLite::Database database(path, SQLite::OPEN_READWRITE, kBusyMilliseconds);
    if (existing) {
      // Closing a damaged store must not write into it: no checkpoint until it is known to be
      // sound.
      sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
      const std::string health = quick_check(database);
      if (health != "ok") return damaged(path, health);
      sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
    }
    configure(database);
    const Result<bool> migrated = migrate(database);
    if (!migrated) return migrated.error();
    auto state = std::make_unique<State>(State{std::move(options), clock, std::move(database),
                                               std::move(*key), std::move(*clinic_key), 0});
    SQLite::Transaction transaction(state->database, SQLite::TransactionBehavior::IMMEDIATE);
    if (Result<void> checked =
            check_key(state->database, state->device_key, state->options.key_file);
        !checked)
      return checked.error();
    if (*migrated) state->audit("store.created", "layout " + std::to_string(kSchemaVersion));
    transaction.commit();
    return std::unique_ptr<Store>(new Store(std::move(state)));
  });
  if (!result) return at_path(result.error(), path);
  return result;
}

}  // namespace anteroom::store
