#include "core/intake/settings.h"

#include <gtest/gtest.h>

namespace anteroom::intake {
namespace {

TEST(Settings, EmptyFileGivesTheDefaults) {
  const auto settings = parse_settings("{}");
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->kiosk_id, "K1");
  EXPECT_EQ(settings->idle.idle, 120);
  EXPECT_EQ(settings->orientation, Orientation::unset);
  EXPECT_TRUE(settings->destinations.empty());
}

TEST(Settings, ReadsEverythingWithComments) {
  const auto settings = parse_settings(R"({
    // front hall
    "kiosk_id": "K2", "clinic": "Maple Row Clinic", "clinic_language": "es", "languages": ["en", "es", "ar"],
    "plugin_dirs": ["/srv/plugins"], "plugin_keys": "/etc/anteroom/plugin-keys",
    "destinations": [{"id": "folder", "type": "folder", "path": "/srv/intakes"}],  // the share
    "panel": {"width_px": 768, "height_px": 1366, "px_per_mm": 3.2},
    "idle": {"idle_s": 60, "countdown_s": 20, "private_idle_s": 40, "private_countdown_s": 25, "alert_repeat_s": 45},
    "orientation": "landscape", "text_scale": 125
  })");
  ASSERT_TRUE(settings) << settings.error().to_string();
  EXPECT_EQ(settings->kiosk_id, "K2");
  EXPECT_EQ(settings->clinic_language, "es");
  EXPECT_EQ(settings->languages.size(), 3U);
  EXPECT_EQ(settings->plugin_keys, "/etc/anteroom/plugin-keys");
  ASSERT_EQ(settings->destinations.size(), 1U);
  EXPECT_EQ(settings->destinations[0].path, "/srv/intakes");
  EXPECT_EQ(settings->panel.width_px, 768);
  EXPECT_DOUBLE_EQ(settings->panel.px_per_mm, 3.2);
  EXPECT_EQ(settings->idle.private_countdown, 25);
  EXPECT_EQ(settings->orientation, Orientation::landscape);
  EXPECT_EQ(settings->text_scale, 125);
}

struct Bad {
  const char* text;
  const char* code;
  const char* pointer;
};

class BadSettings : public ::testing::TestWithParam<Bad> {};

TEST_P(BadSettings, IsRefusedWithItsPlace) {
  const auto settings = parse_settings(GetParam().text);
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error().code, GetParam().code);
  EXPECT_EQ(settings.error().pointer, GetParam().pointer);
  EXPECT_FALSE(settings.error().mend.empty());
}

INSTANTIATE_TEST_SUITE_P(
    All, BadSettings,
    ::testing::Values(
        Bad{R"({"kiosk": "K1"})", "AR-C011", "/kiosk"},
        Bad{R"({"__proto__": {}})", "AR-C011", "/__proto__"},
        Bad{R"({"idle": {"idle_s": 120, "idel_s": 5}})", "AR-C011", "/idle/idel_s"},
        Bad{R"({"idle": {"countdown_s": 19}})", "AR-C013", "/idle/countdown_s"},
        Bad{R"({"idle": {"idle_s": "120"}})", "AR-C012", "/idle/idle_s"},
        Bad{R"({"kiosk_id": "K/1"})", "AR-C013", "/kiosk_id"},
        Bad{R"({"languages": ["en", "xx"]})", "AR-C013", "/languages/1"},
        Bad{R"({"languages": []})", "AR-C013", "/languages"},
        Bad{R"({"plugin_dirs": ["plugins"]})", "AR-C013", "/plugin_dirs/0"},
        Bad{R"({"plugin_keys": "keys"})", "AR-C013", "/plugin_keys"},
        Bad{R"({"destinations": [{"id": "a", "type": "ftp", "path": "/x"}]})", "AR-C013",
            "/destinations/0/type"},
        Bad{R"({"destinations": [{"id": "a", "type": "folder", "path": "../x"}]})", "AR-C013",
            "/destinations/0/path"},
        Bad{R"({"destinations": [{"id": "a", "type": "folder", "path": "/x/../../etc"}]})",
            "AR-C013", "/destinations/0/path"},
        Bad{R"({"destinations": [{"id": "a", "type": "folder", "path": "/x"}, {"id": "a", "type": "folder", "path": "/y"}]})",
            "AR-C013", "/destinations/1/id"},
        Bad{R"({"panel": {"px_per_mm": 0}})", "AR-C013", "/panel/px_per_mm"},
        Bad{R"({"text_scale": 110})", "AR-C013", "/text_scale"},
        Bad{R"({"orientation": "diagonal"})", "AR-C013", "/orientation"},
        Bad{R"([])", "AR-C012", ""}));

TEST(Settings, BrokenJsonAndMissingFilesSaySo) {
  const auto broken = parse_settings("{\n  \"kiosk_id\": \n}");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, "AR-C010");
  EXPECT_GE(broken.error().line, 2);
  const auto missing = read_settings("/nonexistent/settings.json");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, "AR-C014");
}

TEST(Settings, ThePlaceHasALine) {
  const auto settings = parse_settings("{\n  \"idle\": {\n    \"idle_s\": 5\n  }\n}");
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error().line, 3);
}

}  // namespace
}  // namespace anteroom::intake
