// The parts of the one page, each drawn or measured at a place, each saying how high it became.
#pragma once

#include "core/summary/canvas.h"
#include "core/summary/summary.h"

namespace anteroom::summary {

/// How much of each part is shown. Flags and gaps have no limit here: only their type may become
/// smaller.
struct Fit {
  int notes = 2;  ///< ruled lines for the clinician's pen
  int prompts = 6;
  int columns = 99;  ///< entries in each of history, medicines, tried
  int hpi = 99;
  int quote = 240;  ///< code points
  int denied = 999;
  enum class Scores : std::uint8_t { shown = 0, left_out } scores = Scores::shown;
  enum class Map : std::uint8_t { shown = 0, left_out } map = Map::shown;
  enum class Headline : std::uint8_t { shown = 0, left_out } headline = Headline::shown;
  enum class Flags : std::uint8_t { full = 0, compact } flags = Flags::full;
  double flag_scale = 1;
  double body_scale = 1;  ///< of everything below the flag box
};

inline constexpr double kSide = 72, kTop = 60, kBottom = 44, kInner = Canvas::kWidth - 2 * kSide;

// Each returns the height used, outer margins excluded.
double draw_header(Canvas& canvas, const Summary& summary, double y);
double draw_flag_box(Canvas& canvas, const Summary& summary, const Fit& fit, double y);
double draw_story(Canvas& canvas, const Summary& summary, const Fit& fit, double x, double y,
                  double width);
/// A story of each condition, side by side.
double draw_conditions(Canvas& canvas, const Summary& summary, const Fit& fit, double y,
                       double width);
double draw_map(Canvas& canvas, const Summary& summary, double x, double y, double width);
double draw_impact(Canvas& canvas, const Summary& summary, double x, double y, double width);
double draw_pain_line(Canvas& canvas, const Summary& summary, double x, double y, double width);
double draw_columns(Canvas& canvas, const Summary& summary, const Fit& fit, double y, double width);
double draw_prompts(Canvas& canvas, const Summary& summary, const Fit& fit, double y, double width);
double draw_notes(Canvas& canvas, const Fit& fit, double y, double width);
/// Draws upwards from the page's foot; returns the y of its rule.
double draw_footer(Canvas& canvas, const Summary& summary);
/// An underlined heading.
double draw_heading(Canvas& canvas, const std::string& words, double x, double y, double width);

/// What fits, and where the page would end; end <= limit unless not even flags and gaps alone fit.
struct Placement {
  Fit fit;
  double end = 0, limit = 0;
};
[[nodiscard]] Placement place_page(Canvas& canvas, const Summary& summary);

/// While alive the canvas measures only.
class Measuring {
 public:
  explicit Measuring(Canvas& canvas) : canvas_(canvas), before_(canvas.mode()) {
    canvas.set_mode(Canvas::Mode::measure);
  }
  ~Measuring() { canvas_.set_mode(before_); }
  Measuring(const Measuring&) = delete;
  Measuring& operator=(const Measuring&) = delete;

 private:
  Canvas& canvas_;
  Canvas::Mode before_;
};

inline constexpr const char* kMore = "More in answers.";

}  // namespace anteroom::summary
