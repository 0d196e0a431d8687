#include "core/base/clock.h"

#include <gtest/gtest.h>

namespace anteroom {
namespace {

TEST(Clock, InstantsGoThereAndBack) {
  for (const char* text : {"2026-11-24T09:12:00Z", "1970-01-01T00:00:00Z", "2024-02-29T23:59:59Z"})
    EXPECT_EQ(to_iso(*parse_instant(text)), text);
}

TEST(Clock, OffsetsAndFractionsAreRead) {
  EXPECT_EQ(to_iso(*parse_instant("2026-11-24T09:12:00.750+02:30")), "2026-11-24T06:42:00Z");
  EXPECT_EQ(to_iso_date(*parse_instant("2026-01-01T01:00:00+02:00")), "2025-12-31");
}

TEST(Clock, WhatIsNoInstantIsRefused) {
  for (const char* text :
       {"", "2026-11-24", "2026-11-24T09:12:00", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z",
        "2026-11-24T24:00:00Z", "2026-11-24T09:12:00+0200"})
    EXPECT_EQ(parse_instant(text).error().code, "AR-B001") << text;
}

TEST(Clock, TheFakeClockMovesBothTimes) {
  FakeClock clock(*parse_instant("2026-11-24T09:12:00Z"));
  clock.advance(std::chrono::seconds(61));
  EXPECT_EQ(to_iso(clock.now()), "2026-11-24T09:13:01Z");
  EXPECT_EQ(clock.steady(), std::chrono::seconds(61));
}

}  // namespace
}  // namespace anteroom
