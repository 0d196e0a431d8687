#include "kiosk/ui/picture.h"

#include <gdk/gdk.h>

#include <algorithm>
#include <string_view>

namespace anteroom::ui {
namespace {

constexpr int kMostPixels = 4096;

/// Asked before any pixel is made: what is too large is scaled to nothing worth keeping.
void check_size(GdkPixbufLoader* loader, int width, int height, gpointer refused) {
  if (width <= kMostPixels && height <= kMostPixels) return;
  *static_cast<gboolean*>(refused) = TRUE;
  gdk_pixbuf_loader_set_size(loader, 1, 1);
}

/// PNG and JPEG by their first bytes; nullptr for all else. The machine may have a loader for SVG,
/// which would read other files.
const char* format_of(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n")) return "png";
  if (bytes.starts_with("\xFF\xD8\xFF")) return "jpeg";
  return nullptr;
}

}  // namespace

Bitmap::~Bitmap() {
  g_object_unref(pixels_);
}

double Bitmap::width() const {
  return gdk_pixbuf_get_width(pixels_);
}

double Bitmap::height() const {
  return gdk_pixbuf_get_height(pixels_);
}

void Bitmap::paint(Painter& painter, const Box& box) const {
  cairo_t* const cairo = painter.cairo();
  const double scale = std::min(box.w / width(), box.h / height());
  cairo_save(cairo);
  painter.turn_back(box.x, box.w);
  cairo_translate(cairo, box.middle_x() - width() * scale / 2,
                  box.middle_y() - height() * scale / 2);
  cairo_scale(cairo, scale, scale);
  gdk_cairo_set_source_pixbuf(cairo, pixels_, 0, 0);
  cairo_paint(cairo);
  cairo_restore(cairo);
}

std::shared_ptr<const Bitmap> decode_picture(const flow::Picture& picture) {
  const char* const format = format_of(picture.bytes);
  GdkPixbufLoader* const loader =
      format == nullptr ? nullptr : gdk_pixbuf_loader_new_with_type(format, nullptr);
  if (loader == nullptr) return nullptr;
  gboolean refused = FALSE;
  g_signal_connect(loader, "size-prepared", G_CALLBACK(check_size), &refused);
  const bool written = gdk_pixbuf_loader_write(
      loader, reinterpret_cast<const guchar*>(picture.bytes.data()), picture.bytes.size(), nullptr);
  const bool closed = gdk_pixbuf_loader_close(loader, nullptr);
  GdkPixbuf* const pixels = gdk_pixbuf_loader_get_pixbuf(loader);
  std::shared_ptr<const Bitmap> bitmap;
  if (written && closed && !refused && pixels != nullptr)
    bitmap = std::make_shared<const Bitmap>(GDK_PIXBUF(g_object_ref(pixels)));
  g_object_unref(loader);
  return bitmap;
}

Paint_fn paint_bitmap(std::shared_ptr<const Bitmap> bitmap) {
  return [bitmap = std::move(bitmap)](Painter& painter, const Box& box, const Look&) {
    bitmap->paint(painter, box);
  };
}

}  // namespace anteroom::ui
