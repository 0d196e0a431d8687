#include "core/base/file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "core/base/random.h"

namespace anteroom {
namespace {

struct File : testing::Test {
  std::string folder = std::filesystem::temp_directory_path() / ("anteroom-file-" + new_uuid());
  File() { std::filesystem::create_directory(folder); }
  ~File() override { std::filesystem::remove_all(folder); }
};

TEST_F(File, WritesOnceWithTheModeAndReadsBack) {
  const std::string path = folder + "/a";
  ASSERT_TRUE(write_new_file(path, "bytes", 0640).ok());
  struct stat info {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0640u);
  EXPECT_EQ(*read_file(path, 100), "bytes");
  EXPECT_EQ(write_new_file(path, "other", 0600).error().code, "AR-B012");
  EXPECT_EQ(*read_file(path, 100), "bytes");
}

TEST_F(File, ReplacesInOneStepAndOverALeftover) {
  const std::string path = folder + "/a";
  ASSERT_TRUE(replace_file(path, "old", 0600).ok());
  ASSERT_TRUE(write_new_file(path + ".tmp", "half", 0600).ok());
  ASSERT_TRUE(replace_file(path, "new", 0640).ok());
  EXPECT_EQ(*read_file(path, 100), "new");
  EXPECT_FALSE(std::filesystem::exists(path + ".tmp"));
  EXPECT_EQ(replace_file(folder + "/none/a", "x", 0600).error().code, "AR-B012");
}

TEST_F(File, ReadIsBounded) {
  ASSERT_TRUE(write_new_file(folder + "/a", std::string(40000, 'x'), 0600).ok());
  EXPECT_EQ(read_file(folder + "/a", 39999).error().code, "AR-B011");
  EXPECT_EQ(read_file(folder + "/a", 40000)->size(), 40000u);
  EXPECT_EQ(read_file(folder + "/missing", 1).error().code, "AR-B010");
}

TEST_F(File, DescriptorClosesAndMoves) {
  int number = -1;
  {
    Descriptor first(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    number = first.get();
    Descriptor second = std::move(first);
    EXPECT_FALSE(
        first.open());  // NOLINT(bugprone-use-after-move): the state after a move is what is tested
    EXPECT_EQ(second.get(), number);
  }
  EXPECT_EQ(::fcntl(number, F_GETFD), -1);
}

TEST_F(File, SyncOfAMissingFolderFails) {
  EXPECT_TRUE(sync_directory(folder).ok());
  EXPECT_EQ(sync_directory(folder + "/none").error().code, "AR-B012");
}

}  // namespace
}  // namespace anteroom
