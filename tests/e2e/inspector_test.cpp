// `anteroom plugin run --kiosk`: the real window with the inspector beside the page. Every answer
// changes what it shows, the page itself stays where it is, and every screen says that the plugin
// is not signed.
#include <cairo.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/e2e/kiosk_driver.h"

namespace anteroom::e2e {
namespace {

namespace fs = std::filesystem;

constexpr int kWidth = 1600, kHeight = 1000, kPage = kHeight * 9 / 16;

/// The pixels of a part of a screenshot, row by row.
std::vector<unsigned char> part(const std::string& path, int from, int to, int top, int bottom) {
  const std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> picture(
      cairo_image_surface_create_from_png(path.c_str()), cairo_surface_destroy);
  EXPECT_EQ(cairo_surface_status(picture.get()), CAIRO_STATUS_SUCCESS) << path;
  const unsigned char* data = cairo_image_surface_get_data(picture.get());
  const int stride = cairo_image_surface_get_stride(picture.get());
  std::vector<unsigned char> out;
  for (int y = top; y < bottom; ++y)
    out.insert(out.end(), data + y * stride + from * 4, data + y * stride + to * 4);
  return out;
}
std::vector<unsigned char> inspector(const std::string& path) {
  return part(path, kPage, kWidth, 0, kHeight);
}

TEST(InspectorWindow, FollowsEveryAnswer) {
  const fs::path work =
      fs::temp_directory_path() / ("anteroom-inspector-" + std::to_string(getpid()));
  fs::remove_all(work);
  const std::string pictures = std::string(ANTEROOM_BINARY_DIR) + "/inspector";
  fs::create_directories(pictures);
  KioskDriver kiosk(
      {.binary_directory = ANTEROOM_BIN_DIR,
       .work_directory = work,
       .plugins = work,
       .plugin_keys = work,  // not looked at: one unsigned bundle is tried
       .width = kWidth,
       .height = kHeight,
       .extra = {"--inspect", std::string(ANTEROOM_BINARY_DIR) + "/plugins/upper-back-pain"}});
  kiosk.start();
  for (const char* id : {"continue", "unknown:not-sure", "continue", "option:yes", "continue",
                         "option:upper-back-pain", "continue"})
    kiosk.tap(id);
  for (int i = 0; i < 9 && kiosk.screen().kind != "rows"; ++i) {
    kiosk.tap_if_shown("option:self");
    kiosk.tap("continue");
  }
  ASSERT_EQ(kiosk.screen().kind, "rows");
  std::vector<std::vector<unsigned char>> seen;
  const auto look = [&](const std::string& name) {
    const std::string path = pictures + "/" + name + ".png";
    kiosk.screenshot(path);
    seen.push_back(inspector(path));
  };
  look("1-before");
  kiosk.tap("row:now-chest-pain:yes");
  look("2-one-answer");
  kiosk.tap("row:now-breath:yes");
  look("3-red-flag");
  EXPECT_NE(seen[0], seen[1]);
  EXPECT_NE(seen[1], seen[2]);
  // The banner: a dark red strip below the page.
  const auto strip = part(pictures + "/1-before.png", 4, 8, kHeight - 8, kHeight - 4);
  EXPECT_EQ(strip[2], 0x7A);
  EXPECT_EQ(strip[1], 0x1F);
  kiosk.kill_kiosk(SIGTERM);
  fs::remove_all(work);
}

}  // namespace
}  // namespace anteroom::e2e
