// ui_gallery OUT [portrait|landscape] [100|125|150] [high]: every sample page painted to
// OUT/<key>.png, without a display. For looking at, beside the approved pictures.
#include <cairo.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "kiosk/ui/layout.h"
#include "tests/support/sample_pages.h"

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: ui_gallery OUT [portrait|landscape] [100|125|150] [high]\n");
    return 2;
  }
  using namespace anteroom;
  const std::string out = argv[1];
  std::filesystem::create_directories(out);
  const bool landscape = argc > 2 && std::string(argv[2]) == "landscape";
  const ui::Canvas canvas = landscape ? ui::Canvas{1920, 1080} : ui::Canvas{1080, 1920};
  for (flow::Page page : flow::samples::all()) {
    page.text_scale = argc > 3 ? std::stoi(argv[3]) : 100;
    page.high_contrast = argc > 4 && std::string(argv[4]) == "high";
    const ui::PageLayout layout = ui::lay_out(page, canvas, {});
    cairo_surface_t* surface = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, static_cast<int>(canvas.width), static_cast<int>(canvas.height));
    cairo_t* cairo = cairo_create(surface);
    ui::Painter painter(cairo, layout.theme);
    ui::paint_layout(painter, layout);
    std::string name = page.key;
    for (char& c : name) c = c == '/' || c == ':' ? '-' : c;
    if (!page.mistakes.empty()) name += "-mistake";
    cairo_surface_write_to_png(surface, (out + "/" + name + ".png").c_str());
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    std::printf("%s\n", name.c_str());
  }
  return 0;
}
