#include "core/store/key_file.h"

#include "tests/core/store/store_fixture.h"

namespace anteroom::store {
namespace {

namespace fs = std::filesystem;

TEST_F(StoreTest, AKeyIsMadeOnceAndReadBack) {
  const std::string path = directory + "/keys/device.key";
  EXPECT_EQ(load_device_key(path, WhenMissing::refuse).error().code, "AR-S006");
  EXPECT_FALSE(fs::exists(path));
  const Result<Secret> made = load_device_key(path, WhenMissing::create);
  ASSERT_TRUE(made.ok());
  const Result<Secret> read = load_device_key(path, WhenMissing::create);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(made->view(), read->view());
}

TEST_F(StoreTest, ALinkIsNoKey) {
  fs::create_directories(directory);
  write_bytes(directory + "/real", std::string(32, 'k'));
  fs::permissions(directory + "/real", static_cast<fs::perms>(0600));
  fs::create_symlink(directory + "/real", directory + "/link");
  EXPECT_EQ(load_device_key(directory + "/link", WhenMissing::create).error().code, "AR-S006");
  EXPECT_TRUE(load_device_key(directory + "/real", WhenMissing::refuse).ok());
}

}  // namespace
}  // namespace anteroom::store
