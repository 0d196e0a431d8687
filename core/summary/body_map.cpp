#include "core/summary/body_map.h"

#include <algorithm>
#include <optional>

#include "core/summary/path_data.h"

namespace anteroom::summary {
namespace {

struct Tag {
  std::string_view name;  ///< "g", "/g", "path"
  std::string_view attributes;
  bool closed = false;  ///< "<g/>"
};

// The next tag after `position`, comments and processing instructions passed over.
std::optional<Tag> next_tag(std::string_view svg, std::size_t& position) {
  while (true) {
    const std::size_t begin = svg.find('<', position);
    if (begin == std::string_view::npos) return std::nullopt;
    if (svg.substr(begin, 4) == "<!--") {
      const std::size_t end = svg.find("-->", begin);
      if (end == std::string_view::npos) return std::nullopt;
      position = end + 3;
      continue;
    }
    const std::size_t end = svg.find('>', begin);
    if (end == std::string_view::npos) return std::nullopt;
    position = end + 1;
    std::string_view body = svg.substr(begin + 1, end - begin - 1);
    Tag tag;
    if (!body.empty() && body.back() == '/') {
      tag.closed = true;
      body.remove_suffix(1);
    }
    const std::size_t space = body.find_first_of(" \t\r\n");
    tag.name = body.substr(0, space);
    tag.attributes = space == std::string_view::npos ? std::string_view{} : body.substr(space);
    return tag;
  }
}

std::string attribute(const Tag& tag, std::string_view name) {
  const std::string_view all = tag.attributes;
  for (std::size_t at = all.find(name); at != std::string_view::npos; at = all.find(name, at + 1)) {
    const bool starts =
        at > 0 && std::string_view(" \t\r\n").find(all[at - 1]) != std::string_view::npos;
    std::size_t value = at + name.size();
    if (!starts || value + 1 >= all.size() || all[value] != '=') continue;
    const char quote = all[++value];
    if (quote != '"' && quote != '\'') continue;
    const std::size_t end = all.find(quote, value + 1);
    if (end == std::string_view::npos) return "";
    return std::string(all.substr(value + 1, end - value - 1));
  }
  return "";
}

}  // namespace

std::vector<std::string> BodyMap::views_with(const std::vector<std::string>& codes) const {
  std::vector<std::string> found;
  for (const std::string& view : views) {
    const bool marked = std::any_of(shapes.begin(), shapes.end(), [&](const BodyShape& shape) {
      return shape.view == view && !shape.code.empty() &&
             std::find(codes.begin(), codes.end(), shape.code) != codes.end();
    });
    if (marked) found.push_back(view);
  }
  return found;
}

BodyMap read_body_map(std::string_view svg) {
  BodyMap map;
  std::vector<std::string> groups;  // the view that each open <g> gives
  std::size_t position = 0;
  while (const auto tag = next_tag(svg, position)) {
    if (tag->name == "/g") {
      if (!groups.empty()) groups.pop_back();
      continue;
    }
    std::string view = attribute(*tag, "data-view");
    if (view.empty() && !groups.empty()) view = groups.back();
    if (tag->name == "g" && !tag->closed) {
      groups.push_back(view);
      continue;
    }
    if (tag->name != "path" || view.empty()) continue;
    BodyShape shape{view, attribute(*tag, "data-code"), attribute(*tag, "d")};
    if (!parse_path(shape.data)) continue;
    if (std::find(map.views.begin(), map.views.end(), view) == map.views.end())
      map.views.push_back(view);
    map.shapes.push_back(std::move(shape));
  }
  return map;
}

}  // namespace anteroom::summary
