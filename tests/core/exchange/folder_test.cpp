#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "core/base/file.h"
#include "core/exchange/exchange.h"

namespace anteroom::exchange {
namespace {

namespace fs = std::filesystem;

class Folder : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "anteroom-folder-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }
  void TearDown() override {
    chmod(root_.c_str(), 0700);
    fs::remove_all(root_);
  }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(root_))
      names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
  }
  [[nodiscard]] static intake::Record record() {
    intake::Record record;
    record.id = "7d5f0a5e-4c1b-4b57-9a3c-0f6b6f3f2c01";
    return record;
  }
  std::string root_;
  const std::vector<ExportFile> files_{{"a.txt", "one"}, {"b.txt", std::string(100000, 'x')}};
};

TEST_F(Folder, AnIntakeAppearsWholeAndOnce) {
  FolderDestination destination("folder", root_);
  ASSERT_TRUE(destination.deliver(record(), files_));
  ASSERT_TRUE(destination.deliver(record(), files_));  // a retry after a lost acknowledgement
  EXPECT_EQ(names(), std::vector<std::string>{record().id});
  EXPECT_EQ(read_file(root_ + "/" + record().id + "/b.txt", 1 << 20).value(), files_[1].bytes);
  struct stat status {};
  ASSERT_EQ(stat((root_ + "/" + record().id + "/a.txt").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07, 0U) << "others may not read";
}

TEST_F(Folder, ANewRenderingReplacesTheOldOne) {
  FolderDestination destination("folder", root_);
  ASSERT_TRUE(destination.deliver(record(), files_));
  ASSERT_TRUE(destination.deliver(record(), {{"a.txt", "two"}}));
  EXPECT_EQ(names().size(), 1U);
  EXPECT_EQ(read_file(root_ + "/" + record().id + "/a.txt", 100).value(), "two");
  EXPECT_FALSE(fs::exists(root_ + "/" + record().id + "/b.txt"));
}

TEST_F(Folder, WhatACrashLeftIsSweptAway) {
  fs::create_directory(root_ + "/." + record().id + ".tmp");
  std::ofstream(root_ + "/." + record().id + ".tmp/half.txt") << "half";
  FolderDestination destination("folder", root_);
  ASSERT_TRUE(destination.deliver(record(), files_));
  EXPECT_EQ(names(), std::vector<std::string>{record().id});
  EXPECT_FALSE(fs::exists(root_ + "/" + record().id + "/half.txt"));
}

TEST_F(Folder, AMissingFolderIsAnErrorAndIsNotMade) {
  FolderDestination destination("folder", root_ + "/not-mounted");
  const auto delivered = destination.deliver(record(), files_);
  ASSERT_FALSE(delivered);
  EXPECT_EQ(delivered.error().code, "AR-E003");
  EXPECT_TRUE(names().empty());
}

TEST_F(Folder, AFailureHalfwayLeavesNothing) {
  FolderDestination destination("folder", root_);
  const auto delivered = destination.deliver(record(), {{"a.txt", "one"}, {"../escape", "x"}});
  ASSERT_FALSE(delivered);
  EXPECT_EQ(delivered.error().code, "AR-E001");
  EXPECT_TRUE(names().empty());
}

TEST_F(Folder, AReadOnlyFolderIsAnErrorWithoutTheRecordsId) {
  if (geteuid() == 0)
    GTEST_SKIP()
        << "root writes into read-only folders; run as an unprivileged user (tests/run.sh does)";
  ASSERT_EQ(chmod(root_.c_str(), 0500), 0);
  FolderDestination destination("folder", root_);
  const auto delivered = destination.deliver(record(), files_);
  ASSERT_FALSE(delivered);
  EXPECT_EQ(delivered.error().code, "AR-E002");
  EXPECT_EQ(delivered.error().to_string().find(record().id), std::string::npos);
}

TEST_F(Folder, AnIdThatIsNoNameIsRefused) {
  FolderDestination destination("folder", root_);
  intake::Record bad;
  bad.id = "../../etc";
  const auto delivered = destination.deliver(bad, files_);
  ASSERT_FALSE(delivered);
  EXPECT_EQ(delivered.error().code, "AR-E004");
}

TEST_F(Folder, FilesAreReplacedAtomicallyAndLeaveNoTemporaryNames) {
  std::ofstream(root_ + "/a.txt") << "old";
  std::ofstream(root_ + "/.a.txt.tmp") << "left by a crash";
  ASSERT_TRUE(write_files(root_, files_));
  EXPECT_EQ(names(), (std::vector<std::string>{"a.txt", "b.txt"}));
  EXPECT_EQ(read_file(root_ + "/a.txt", 100).value(), "one");
}

TEST_F(Folder, ATargetThatCannotBeReplacedKeepsNoTemporary) {
  fs::create_directories(root_ + "/a.txt/in-the-way");
  const auto written = write_files(root_, {{"a.txt", "one"}});
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, "AR-E002");
  EXPECT_EQ(names(), std::vector<std::string>{"a.txt"});
}

}  // namespace
}  // namespace anteroom::exchange
