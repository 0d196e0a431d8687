// A form's picture is other people's bytes: what is none, or is too large, is left out.
#include "kiosk/ui/picture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gtest/gtest.h>

namespace anteroom::ui {
namespace {

flow::Picture png(int width, int height) {
  GdkPixbuf* pixels = gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  gdk_pixbuf_fill(pixels, 0x336699FF);
  gchar* bytes = nullptr;
  gsize size = 0;
  EXPECT_TRUE(gdk_pixbuf_save_to_buffer(pixels, &bytes, &size, "png", nullptr, nullptr));
  flow::Picture made{std::string(bytes, size), flow::Text("A square")};
  g_free(bytes);
  g_object_unref(pixels);
  return made;
}

TEST(Picture, IsDecodedWithItsSize) {
  const auto bitmap = decode_picture(png(30, 20));
  ASSERT_TRUE(bitmap);
  EXPECT_EQ(bitmap->width(), 30);
  EXPECT_EQ(bitmap->height(), 20);
}

TEST(Picture, WhatIsNoneIsLeftOut) {
  EXPECT_FALSE(decode_picture({"", flow::Text::none()}));
  EXPECT_FALSE(decode_picture({"<svg onload='alert(1)'/>", flow::Text::none()}));
  flow::Picture torn = png(30, 20);
  torn.bytes.resize(torn.bytes.size() / 2);
  EXPECT_FALSE(decode_picture(torn));
}

TEST(Picture, WhatIsTooLargeIsLeftOut) {
  EXPECT_FALSE(decode_picture(png(5000, 2)));
}

}  // namespace
}  // namespace anteroom::ui
