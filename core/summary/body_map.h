// A plugin's body-map.svg, read into shapes: only `<g data-view>` and `<path data-code d>` are
// understood, so that no script, link or style of an SVG can reach a clinician's page; everything
// else in the file is ignored.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace anteroom::summary {

struct BodyShape {
  std::string view;  ///< "front", "back"
  std::string code;  ///< answer code; "" = part of the outline
  std::string data;  ///< path data, checked: absolute M L C Z
};

struct BodyMap {
  static constexpr double kWidth = 560, kHeight = 716;
  std::vector<std::string> views;  ///< in file order
  std::vector<BodyShape> shapes;   ///< in file order
  [[nodiscard]] bool empty() const { return shapes.empty(); }
  /// Views in which one of the codes is drawn, in file order.
  [[nodiscard]] std::vector<std::string> views_with(const std::vector<std::string>& codes) const;
};

/// Paths with data of another kind are left out. An unreadable file gives an empty map.
[[nodiscard]] BodyMap read_body_map(std::string_view svg);

}  // namespace anteroom::summary
