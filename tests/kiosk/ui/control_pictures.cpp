// control_pictures BUNDLE OUT [portrait|landscape] [100|125|150] [LANGUAGE]: paints every page of
// the control gallery, filled and not, without a display. For looking at.
#include <cairo.h>

#include <cstdio>
#include <filesystem>

#include "tests/kiosk/ui/gallery_pages.h"

int main(int argc, char** argv) {
  using namespace anteroom;
  if (argc < 3) {
    std::fprintf(
        stderr,
        "usage: control_pictures BUNDLE OUT [portrait|landscape] [100|125|150] [LANGUAGE]\n");
    return 2;
  }
  const std::string out = argv[2];
  std::filesystem::create_directories(out);
  const bool landscape = argc > 3 && std::string(argv[3]) == "landscape";
  const ui::Canvas canvas = landscape ? ui::Canvas{1920, 1080} : ui::Canvas{1080, 1920};
  int number = 0;
  for (const ui::GalleryPage& one : ui::gallery_pages(
           argv[1], canvas, argc > 4 ? std::stoi(argv[4]) : 100, argc > 5 ? argv[5] : "en")) {
    const ui::PageLayout layout = ui::lay_out(one.page, canvas, {});
    cairo_surface_t* surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, static_cast<int>(canvas.width), static_cast<int>(canvas.height));
    cairo_t* cairo = cairo_create(surface);
    ui::Painter painter(cairo, layout.theme);
    ui::paint_layout(painter, layout);
    char file[512];
    std::snprintf(file, sizeof file, "%s/%02d-%s.png", out.c_str(), ++number, one.name.c_str());
    cairo_surface_write_to_png(surface, file);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
  }
  std::printf("%d pages\n", number);
  return number > 0 ? 0 : 1;
}
