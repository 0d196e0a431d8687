// A store in a folder of its own, a clock to move, and a second connection to do damage with.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/base/random.h"
#include "core/store/store.h"

namespace anteroom::store {

struct StoreTest : testing::Test {
  std::string directory = std::filesystem::temp_directory_path() / ("anteroom-store-" + new_uuid());
  FakeClock clock{*parse_instant("2026-11-24T09:12:00Z")};

  ~StoreTest() override { std::filesystem::remove_all(directory); }

  [[nodiscard]] StoreOptions options() const {
    StoreOptions options;
    options.directory = directory;
    options.key_file = directory + "/keys/device.key";
    return options;
  }
  [[nodiscard]] std::string file() const { return directory + "/anteroom.db"; }

  std::unique_ptr<Store> open() {
    Result<std::unique_ptr<Store>> store = Store::open(options(), clock);
    EXPECT_TRUE(store.ok()) << (store.ok() ? "" : store.error().to_string());
    return store.ok() ? std::move(*store) : nullptr;
  }
  std::string open_code() {
    const Result<std::unique_ptr<Store>> store = Store::open(options(), clock);
    return store.ok() ? "" : store.error().code;
  }
  /// Runs SQL behind the store's back, triggers and foreign keys off.
  void damage(const std::string& sql) {
    SQLite::Database raw(file(), SQLite::OPEN_READWRITE, 1000);
    raw.exec("PRAGMA foreign_keys = OFF");
    for (const char* trigger : {"event_is_append_only", "visit_stays", "outbox_stays",
                                "alert_stays", "audit_is_append_only", "audit_stays"})
      raw.exec(std::string("DROP TRIGGER IF EXISTS ") + trigger);
    raw.exec(sql);
  }
};

inline std::vector<std::string> codes_of(const Errors& errors) {
  std::vector<std::string> codes;
  std::transform(errors.begin(), errors.end(), std::back_inserter(codes),
                 [](const Error& error) { return error.code; });
  return codes;
}
inline std::string bytes_of_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
inline void write_bytes(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace anteroom::store
