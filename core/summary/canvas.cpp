// Cairo's and Pango's handles behind Canvas.
#include "core/summary/canvas.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <cstdio>
#include <map>
#include <numbers>
#include <unordered_map>
#include <utility>

#include "core/summary/clean_text.h"
#include "core/summary/path_data.h"

namespace anteroom::summary {
namespace {

constexpr double kPointsPerUnit = 72.0 / 150.0;
// A4 is 595.276 x 841.890 points; 1240 x 1754 units are 595.2 x 841.92: the page is exactly the
// design's.
constexpr double kPageWidth = Canvas::kWidth * kPointsPerUnit,
                 kPageHeight = Canvas::kHeight * kPointsPerUnit;

struct ObjectDeleter {
  void operator()(void* object) const { g_object_unref(object); }
};
using LayoutPtr = std::unique_ptr<PangoLayout, ObjectDeleter>;

const char* family(Face face) {
  switch (face) {
    case Face::title:
      return "Inter Display,Inter,Noto Sans,Noto Sans Arabic,Noto Sans CJK SC,WenQuanYi Micro "
             "Hei,DejaVu Sans";
    case Face::mono:
      return "DejaVu Sans Mono,monospace";
    case Face::text:
      break;
  }
  return "Inter,Noto Sans,Noto Sans Arabic,Noto Sans CJK SC,WenQuanYi Micro Hei,DejaVu Sans";
}

const char* tag_name(Role role) {
  switch (role) {
    case Role::heading1:
      return "H1";
    case Role::heading2:
      return "H2";
    case Role::paragraph:
      return "P";
    case Role::none:
      break;
  }
  return nullptr;
}

guint16 channel(double value) {
  return static_cast<guint16>(value * 65535.0 + 0.5);
}

void insert(PangoAttrList* list, PangoAttribute* attribute, std::size_t begin, std::size_t end) {
  attribute->start_index = static_cast<guint>(begin);
  attribute->end_index = static_cast<guint>(end);
  pango_attr_list_insert(list, attribute);
}

void add_run_attributes(PangoAttrList* list, const Run& run, std::size_t begin, std::size_t end) {
  insert(list, pango_attr_weight_new(static_cast<PangoWeight>(run.weight)), begin, end);
  insert(list,
         pango_attr_foreground_new(channel(run.color.red), channel(run.color.green),
                                   channel(run.color.blue)),
         begin, end);
  if (run.size > 0) {
    insert(list, pango_attr_size_new_absolute(static_cast<int>(run.size * PANGO_SCALE)), begin,
           end);
  }
}

cairo_status_t append_bytes(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

struct Canvas::State {
  std::string bytes;
  cairo_surface_t* surface = nullptr;
  cairo_t* cairo = nullptr;
  PangoContext* context = nullptr;
  Mode mode = Mode::measure;
  int pages = 1;
  int unknown_glyphs = 0;
  std::map<std::pair<Face, char32_t>, bool>
      drawable;  ///< asking Pango is slow, texts repeat their letters
  std::unordered_map<std::string, double>
      heights;  ///< of measured texts: fitting a page measures them many times

  ~State() {
    if (context != nullptr) g_object_unref(context);
    if (cairo != nullptr) cairo_destroy(cairo);
    if (surface != nullptr) cairo_surface_destroy(surface);
  }

  [[nodiscard]] bool painting() const { return mode == Mode::paint; }

  [[nodiscard]] static std::string key_of(const Runs& runs, const TextStyle& style, double width);
  LayoutPtr layout(const Runs& runs, const TextStyle& style, double width);
  LayoutPtr plain_layout(const Runs& runs, const TextStyle& style);
  bool has_glyph(Face face, char32_t character);
  std::string with_known_glyphs(std::string_view text, Face face);
  void fill_and_stroke(const Paint& paint);
  void set_source(Rgb color) { cairo_set_source_rgb(cairo, color.red, color.green, color.blue); }
};

LayoutPtr Canvas::State::plain_layout(const Runs& runs, const TextStyle& style) {
  LayoutPtr layout(pango_layout_new(context));
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family_static(font, family(style.face));
  pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), font);
  pango_font_description_free(font);

  std::string text;
  PangoAttrList* list = pango_attr_list_new();
  for (const Run& run : runs) {
    const std::size_t begin = text.size();
    text += run.text;
    add_run_attributes(list, run, begin, text.size());
  }
  insert(list, pango_attr_font_features_new("tnum=1"), 0, text.size());
  insert(list,
         pango_attr_line_height_new_absolute(
             static_cast<int>(style.size * style.line_height * PANGO_SCALE)),
         0, text.size());
  if (style.letter_spacing > 0) {
    insert(list,
           pango_attr_letter_spacing_new(
               static_cast<int>(style.letter_spacing * style.size * PANGO_SCALE)),
           0, text.size());
  }
  pango_layout_set_text(layout.get(), text.c_str(), static_cast<int>(text.size()));
  pango_layout_set_attributes(layout.get(), list);
  pango_attr_list_unref(list);
  return layout;
}

bool Canvas::State::has_glyph(Face face, char32_t character) {
  const auto key = std::make_pair(face, character);
  if (const auto found = drawable.find(key); found != drawable.end()) return found->second;
  const LayoutPtr probe = plain_layout({{encode_utf8(character)}}, {.face = face});
  const bool known = pango_layout_get_unknown_glyphs_count(probe.get()) == 0;
  drawable.emplace(key, known);
  return known;
}

std::string Canvas::State::with_known_glyphs(std::string_view text, Face face) {
  std::string out;
  for_each_code_point(text, [&](char32_t character) {
    if (character < 0x7F || has_glyph(face, character)) {
      out += encode_utf8(character);
      return;
    }
    char code[16];
    std::snprintf(code, sizeof code, "[U+%04X]", static_cast<unsigned>(character));
    out += code;
  });
  return out;
}

std::string Canvas::State::key_of(const Runs& runs, const TextStyle& style, double width) {
  char numbers[96];
  std::snprintf(numbers, sizeof numbers, "%.3f %.2f %.2f %.2f %d %d", width, style.size,
                style.line_height, style.letter_spacing, style.max_lines,
                static_cast<int>(style.face));
  std::string key = numbers;
  for (const Run& run : runs) {
    std::snprintf(numbers, sizeof numbers, "\x1f%d %.1f ", run.weight, run.size);
    key += numbers + run.text;
  }
  return key;
}

LayoutPtr Canvas::State::layout(const Runs& runs, const TextStyle& style, double width) {
  Runs clean = runs;
  for (Run& run : clean) run.text = clean_text(run.text);
  LayoutPtr layout = plain_layout(clean, style);
  if (pango_layout_get_unknown_glyphs_count(layout.get()) > 0) {
    for (Run& run : clean) run.text = with_known_glyphs(run.text, style.face);
    layout = plain_layout(clean, style);
  }
  if (width > 0) pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  if (style.align != Align::start) {
    pango_layout_set_alignment(layout.get(),
                               style.align == Align::end ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_CENTER);
  }
  if (style.max_lines > 0) {
    pango_layout_set_height(layout.get(), -style.max_lines);
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  }
  return layout;
}

void Canvas::State::fill_and_stroke(const Paint& paint) {
  if (paint.fill != nullptr) {
    set_source(*paint.fill);
    cairo_fill_preserve(cairo);
  }
  if (paint.stroke != nullptr) {
    set_source(*paint.stroke);
    cairo_set_line_width(cairo, paint.width);
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke_preserve(cairo);
  }
  cairo_new_path(cairo);
}

Canvas::Canvas(std::unique_ptr<State> state) : state_(std::move(state)) {}
Canvas::~Canvas() = default;

Result<std::unique_ptr<Canvas>> Canvas::create(const Metadata& metadata) {
  auto state = std::make_unique<State>();
  state->surface =
      cairo_pdf_surface_create_for_stream(append_bytes, &state->bytes, kPageWidth, kPageHeight);
  state->cairo = cairo_create(state->surface);
  if (cairo_status(state->cairo) != CAIRO_STATUS_SUCCESS) {
    return Error{"AR-M001", "No PDF surface could be made.", "", "Check the Cairo installation."};
  }
  cairo_pdf_surface_set_metadata(state->surface, CAIRO_PDF_METADATA_TITLE, metadata.title.c_str());
  cairo_pdf_surface_set_metadata(state->surface, CAIRO_PDF_METADATA_CREATOR,
                                 "Anteroom " ANTEROOM_VERSION);
  // Without an explicit date Cairo writes the present moment, and two renderings of one record
  // would differ.
  cairo_pdf_surface_set_metadata(state->surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                 metadata.created.c_str());
  cairo_scale(state->cairo, kPointsPerUnit, kPointsPerUnit);

  state->context = pango_cairo_create_context(state->cairo);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(state->context, options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(state->context, FALSE);
  // Han characters are drawn in their Chinese forms unless the text itself says otherwise.
  pango_context_set_language(state->context, pango_language_from_string("en"));
  return std::unique_ptr<Canvas>(new Canvas(std::move(state)));
}

void Canvas::set_mode(Mode mode) {
  state_->mode = mode;
}
Canvas::Mode Canvas::mode() const {
  return state_->mode;
}

double Canvas::text(double x, double y, double width, const Runs& runs, const TextStyle& style) {
  std::string key;
  if (!state_->painting()) {
    key = State::key_of(runs, style, width);
    if (const auto known = state_->heights.find(key); known != state_->heights.end())
      return known->second;
  }
  const LayoutPtr layout = state_->layout(runs, style, width);
  PangoRectangle logical;
  pango_layout_get_extents(layout.get(), nullptr, &logical);
  const double height = static_cast<double>(logical.height) / PANGO_SCALE;
  if (!state_->painting()) {
    state_->heights.emplace(std::move(key), height);
    return height;
  }
  state_->unknown_glyphs += pango_layout_get_unknown_glyphs_count(layout.get());
  const char* tag = tag_name(style.role);
  if (tag != nullptr) cairo_tag_begin(state_->cairo, tag, nullptr);
  cairo_move_to(state_->cairo, x, y);
  pango_cairo_show_layout(state_->cairo, layout.get());
  if (tag != nullptr) cairo_tag_end(state_->cairo, tag);
  cairo_new_path(state_->cairo);
  return height;
}

double Canvas::text_width(const Runs& runs, const TextStyle& style) {
  std::string key = State::key_of(runs, style, -1);
  if (const auto known = state_->heights.find(key); known != state_->heights.end())
    return known->second;
  const LayoutPtr layout = state_->layout(runs, style, 0);
  PangoRectangle logical;
  pango_layout_get_extents(layout.get(), nullptr, &logical);
  return state_->heights.emplace(std::move(key), static_cast<double>(logical.width) / PANGO_SCALE)
      .first->second;
}

namespace {
void rounded(cairo_t* cairo, double x, double y, double width, double height, double radius) {
  cairo_new_path(cairo);
  if (radius <= 0) {
    cairo_rectangle(cairo, x, y, width, height);
    return;
  }
  constexpr double kRight = std::numbers::pi / 2;
  cairo_arc(cairo, x + width - radius, y + radius, radius, -kRight, 0);
  cairo_arc(cairo, x + width - radius, y + height - radius, radius, 0, kRight);
  cairo_arc(cairo, x + radius, y + height - radius, radius, kRight, 2 * kRight);
  cairo_arc(cairo, x + radius, y + radius, radius, 2 * kRight, 3 * kRight);
  cairo_close_path(cairo);
}
}  // namespace

void Canvas::rectangle(double x, double y, double width, double height, double radius,
                       const Paint& paint) {
  if (!state_->painting()) return;
  rounded(state_->cairo, x, y, width, height, radius);
  state_->fill_and_stroke(paint);
}

void Canvas::line(double x1, double y1, double x2, double y2, Rgb color, double width) {
  if (!state_->painting()) return;
  cairo_new_path(state_->cairo);
  cairo_move_to(state_->cairo, x1, y1);
  cairo_line_to(state_->cairo, x2, y2);
  state_->set_source(color);
  cairo_set_line_cap(state_->cairo, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_width(state_->cairo, width);
  cairo_stroke(state_->cairo);
}

void Canvas::circle(double x, double y, double radius, const Paint& paint) {
  if (!state_->painting()) return;
  cairo_new_path(state_->cairo);
  cairo_arc(state_->cairo, x, y, radius, 0, 2 * std::numbers::pi);
  cairo_close_path(state_->cairo);
  state_->fill_and_stroke(paint);
}

bool Canvas::path(std::string_view data, double x, double y, double scale, const Paint& paint) {
  const auto parsed = parse_path(data);
  if (!parsed) return false;
  if (!state_->painting()) return true;
  cairo_t* cairo = state_->cairo;
  cairo_new_path(cairo);
  const auto px = [&](double value) { return x + value * scale; };
  const auto py = [&](double value) { return y + value * scale; };
  for (const PathStep& step : *parsed) {
    const auto& n = step.numbers;
    switch (step.command) {
      case 'M':
        cairo_move_to(cairo, px(n[0]), py(n[1]));
        break;
      case 'L':
        cairo_line_to(cairo, px(n[0]), py(n[1]));
        break;
      case 'C':
        cairo_curve_to(cairo, px(n[0]), py(n[1]), px(n[2]), py(n[3]), px(n[4]), py(n[5]));
        break;
      default:
        cairo_close_path(cairo);
        break;
    }
  }
  state_->fill_and_stroke({paint.fill, paint.stroke, paint.width});
  return true;
}

void Canvas::push(double x, double y, double scale) {
  cairo_save(state_->cairo);
  cairo_translate(state_->cairo, x, y);
  cairo_scale(state_->cairo, scale, scale);
}

void Canvas::push_clip(double x, double y, double width, double height, double radius) {
  cairo_save(state_->cairo);
  rounded(state_->cairo, x, y, width, height, radius);
  cairo_clip(state_->cairo);
}

void Canvas::pop() {
  cairo_restore(state_->cairo);
}

void Canvas::next_page() {
  if (state_->painting()) cairo_show_page(state_->cairo);
  ++state_->pages;
}

int Canvas::pages() const {
  return state_->pages;
}
int Canvas::unknown_glyphs() const {
  return state_->unknown_glyphs;
}

Result<std::string> Canvas::finish() {
  cairo_show_page(state_->cairo);
  cairo_surface_finish(state_->surface);
  const cairo_status_t status = cairo_surface_status(state_->surface);
  if (status != CAIRO_STATUS_SUCCESS) {
    return Error{
        "AR-M001",
        std::string("The PDF could not be written: ") + cairo_status_to_string(status) + ".", "",
        ""};
  }
  return std::move(state_->bytes);
}

}  // namespace anteroom::summary
