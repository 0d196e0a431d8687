// SVG path data to absolute M L C Z steps, and questions about a path.
#include <cairo.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>

#include "kiosk/ui/svg.h"

namespace anteroom::ui {
namespace {

constexpr std::size_t most_steps = 20000;  // a hostile bundle must not eat the kiosk's memory

class PathReader {
 public:
  explicit PathReader(std::string_view data) : data_(data) {}

  Path read() {
    char command = 0;
    while (out_.size() < most_steps) {
      skip_space();
      if (position_ >= data_.size()) break;
      if (std::isalpha(static_cast<unsigned char>(data_[position_])) != 0) {
        command = data_[position_++];
      } else if (command == 0) {
        break;
      }
      if (!step(command)) break;
      if (command == 'M') command = 'L';
      if (command == 'm') command = 'l';
    }
    return std::move(out_);
  }

 private:
  void skip_space() {
    while (position_ < data_.size() &&
           (std::isspace(static_cast<unsigned char>(data_[position_])) != 0 ||
            data_[position_] == ',')) {
      ++position_;
    }
  }

  bool number(double& value) {
    skip_space();
    std::size_t end = position_;
    bool dot = false, digit = false;
    if (end < data_.size() && (data_[end] == '-' || data_[end] == '+')) ++end;
    for (; end < data_.size(); ++end) {
      if (std::isdigit(static_cast<unsigned char>(data_[end])) != 0) {
        digit = true;
      } else if (data_[end] == '.' && !dot) {
        dot = true;
      } else {
        break;
      }
    }
    if (!digit) return false;
    value = std::strtod(std::string(data_.substr(position_, end - position_)).c_str(), nullptr);
    position_ = end;
    return true;
  }

  bool numbers(double* values, int count) {
    for (int i = 0; i < count; ++i) {
      if (!number(values[i])) return false;
    }
    return true;
  }

  void emit(char command, std::initializer_list<double> at) {
    PathStep step;
    step.command = command;
    std::copy(at.begin(), at.end(), step.at);
    out_.push_back(step);
  }

  void line_to(double x, double y) {
    emit('L', {x, y});
    x_ = x, y_ = y;
    control_x_ = x, control_y_ = y;
  }

  void curve_to(double ax, double ay, double bx, double by, double x, double y) {
    emit('C', {ax, ay, bx, by, x, y});
    control_x_ = bx, control_y_ = by;
    x_ = x, y_ = y;
  }

  bool step(char command) {
    const bool relative = std::islower(static_cast<unsigned char>(command)) != 0;
    const double ox = relative ? x_ : 0, oy = relative ? y_ : 0;
    double v[7];
    switch (std::toupper(static_cast<unsigned char>(command))) {
      case 'M':
        if (!numbers(v, 2)) return false;
        x_ = start_x_ = control_x_ = ox + v[0], y_ = start_y_ = control_y_ = oy + v[1];
        emit('M', {x_, y_});
        return true;
      case 'L':
        if (!numbers(v, 2)) return false;
        line_to(ox + v[0], oy + v[1]);
        return true;
      case 'H':
        if (!numbers(v, 1)) return false;
        line_to(ox + v[0], y_);
        return true;
      case 'V':
        if (!numbers(v, 1)) return false;
        line_to(x_, oy + v[0]);
        return true;
      case 'C':
        if (!numbers(v, 6)) return false;
        curve_to(ox + v[0], oy + v[1], ox + v[2], oy + v[3], ox + v[4], oy + v[5]);
        return true;
      case 'S':
        if (!numbers(v, 4)) return false;
        curve_to(2 * x_ - control_x_, 2 * y_ - control_y_, ox + v[0], oy + v[1], ox + v[2],
                 oy + v[3]);
        return true;
      case 'Q':
        if (!numbers(v, 4)) return false;
        quadratic(ox + v[0], oy + v[1], ox + v[2], oy + v[3]);
        return true;
      case 'A':
        if (!numbers(v, 7)) return false;
        arc_to(v[0], v[1], v[2], v[3] != 0, v[4] != 0, ox + v[5], oy + v[6]);
        return true;
      case 'Z':
        emit('Z', {});
        x_ = control_x_ = start_x_, y_ = control_y_ = start_y_;
        return true;
      default:
        return false;
    }
  }

  void quadratic(double cx, double cy, double x, double y) {
    curve_to(x_ + 2.0 / 3 * (cx - x_), y_ + 2.0 / 3 * (cy - y_), x + 2.0 / 3 * (cx - x),
             y + 2.0 / 3 * (cy - y), x, y);
  }

  // SVG 1.1 appendix F.6.5, then one curve a quarter turn.
  void arc_to(double rx, double ry, double degrees, bool large, bool sweep, double x, double y) {
    rx = std::abs(rx), ry = std::abs(ry);
    if (rx == 0 || ry == 0 || (x == x_ && y == y_)) return line_to(x, y);
    const double phi = degrees * M_PI / 180, cos_phi = std::cos(phi), sin_phi = std::sin(phi);
    const double hx = (x_ - x) / 2, hy = (y_ - y) / 2;
    const double px = cos_phi * hx + sin_phi * hy, py = -sin_phi * hx + cos_phi * hy;
    const double grow = px * px / (rx * rx) + py * py / (ry * ry);
    if (grow > 1) rx *= std::sqrt(grow), ry *= std::sqrt(grow);
    const double below = rx * rx * py * py + ry * ry * px * px;
    double factor = std::sqrt(std::max(0.0, (rx * rx * ry * ry - below) / below));
    if (large == sweep) factor = -factor;
    const double qx = factor * rx * py / ry, qy = -factor * ry * px / rx;
    const double cx = cos_phi * qx - sin_phi * qy + (x_ + x) / 2,
                 cy = sin_phi * qx + cos_phi * qy + (y_ + y) / 2;
    const double from = std::atan2((py - qy) / ry, (px - qx) / rx),
                 to = std::atan2((-py - qy) / ry, (-px - qx) / rx);
    double turn = to - from;
    if (sweep && turn < 0) turn += 2 * M_PI;
    if (!sweep && turn > 0) turn -= 2 * M_PI;
    const int parts = std::max(1, static_cast<int>(std::ceil(std::abs(turn) / (M_PI / 2) - 1e-9)));
    const double each = turn / parts, k = 4.0 / 3 * std::tan(each / 4);
    auto at = [&](double a, double b, double& ox, double& oy) {
      ox = cx + cos_phi * rx * a - sin_phi * ry * b, oy = cy + sin_phi * rx * a + cos_phi * ry * b;
    };
    for (int i = 0; i < parts; ++i) {
      const double a = from + i * each, b = a + each;
      double ax, ay, bx, by, ex, ey;
      at(std::cos(a) - k * std::sin(a), std::sin(a) + k * std::cos(a), ax, ay);
      at(std::cos(b) + k * std::sin(b), std::sin(b) - k * std::cos(b), bx, by);
      at(std::cos(b), std::sin(b), ex, ey);
      curve_to(ax, ay, bx, by, ex, ey);
    }
  }

  std::string_view data_;
  std::size_t position_ = 0;
  Path out_;
  double x_ = 0, y_ = 0, start_x_ = 0, start_y_ = 0, control_x_ = 0, control_y_ = 0;
};

int points_in(char command) {
  return command == 'C' ? 3 : command == 'Z' ? 0 : 1;
}

}  // namespace

Path parse_path(std::string_view data) {
  return PathReader(data).read();
}

void trace(cairo_t* cairo, const Path& path) {
  cairo_new_path(cairo);
  for (const PathStep& step : path) {
    const double* at = step.at;
    switch (step.command) {
      case 'M':
        cairo_move_to(cairo, at[0], at[1]);
        break;
      case 'L':
        cairo_line_to(cairo, at[0], at[1]);
        break;
      case 'C':
        cairo_curve_to(cairo, at[0], at[1], at[2], at[3], at[4], at[5]);
        break;
      default:
        cairo_close_path(cairo);
        break;
    }
  }
}

Extent extent_of(const Path& path) {
  Extent out{1e9, 1e9, -1e9, -1e9};
  for (const PathStep& step : path) {
    for (int i = 0; i < points_in(step.command); ++i) {
      out.left = std::min(out.left, step.at[2 * i]),
      out.right = std::max(out.right, step.at[2 * i]);
      out.top = std::min(out.top, step.at[2 * i + 1]),
      out.bottom = std::max(out.bottom, step.at[2 * i + 1]);
    }
  }
  return out.right < out.left ? Extent{} : out;
}

std::pair<double, double> middle_of(const Path& path) {
  const Extent extent = extent_of(path);
  return {(extent.left + extent.right) / 2, (extent.top + extent.bottom) / 2};
}

bool contains(const Path& path, double x, double y) {
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
  cairo_t* cairo = cairo_create(surface);
  trace(cairo, path);
  const bool inside = cairo_in_fill(cairo, x, y) != 0;
  cairo_destroy(cairo);
  cairo_surface_destroy(surface);
  return inside;
}

}  // namespace anteroom::ui
