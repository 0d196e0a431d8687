// A form's own picture (PNG or JPEG from its bytes), decoded by gdk-pixbuf and painted by cairo.
#pragma once

#include <memory>

#include "kiosk/flow/page.h"
#include "kiosk/ui/element.h"

typedef struct _GdkPixbuf GdkPixbuf;

namespace anteroom::ui {

class Bitmap {
 public:
  explicit Bitmap(GdkPixbuf* owned) : pixels_(owned) {}
  ~Bitmap();
  Bitmap(const Bitmap&) = delete;
  Bitmap& operator=(const Bitmap&) = delete;
  [[nodiscard]] double width() const;
  [[nodiscard]] double height() const;
  /// Fitted into the box, its middle on the box's.
  void paint(Painter& painter, const Box& box) const;

 private:
  GdkPixbuf* pixels_;
};

/// nullptr for bytes that are no picture, or one larger than 4096 pixels a side: a form is other
/// people's work.
[[nodiscard]] std::shared_ptr<const Bitmap> decode_picture(const flow::Picture& picture);
[[nodiscard]] Paint_fn paint_bitmap(std::shared_ptr<const Bitmap> bitmap);

}  // namespace anteroom::ui
