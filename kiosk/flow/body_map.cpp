#include "kiosk/flow/body_map.h"

#include <algorithm>
#include <map>

namespace anteroom::flow {
namespace {

constexpr std::string_view kOption = "option:";

/// The value of name="..." inside one tag, "" when absent.
std::string attribute(std::string_view tag, std::string_view name) {
  const std::string wanted = std::string(name) + "=";
  for (std::size_t at = tag.find(wanted); at != std::string_view::npos;
       at = tag.find(wanted, at + 1)) {
    const bool starts_here =
        at > 0 && (tag[at - 1] == ' ' || tag[at - 1] == '\n' || tag[at - 1] == '\t');
    const std::size_t open = at + wanted.size();
    if (!starts_here || open >= tag.size() || (tag[open] != '"' && tag[open] != '\'')) continue;
    const std::size_t close = tag.find(tag[open], open + 1);
    if (close == std::string_view::npos) return {};
    return std::string(tag.substr(open + 1, close - open - 1));
  }
  return {};
}

Region region_of(const Choice& answer) {
  Region region;
  region.code = answer.id.substr(kOption.size());
  region.label = answer.label;
  region.selected = answer.selected;
  return region;
}

}  // namespace

std::vector<BodyShape> read_body_shapes(std::string_view svg) {
  std::vector<BodyShape> shapes;
  for (std::size_t open = svg.find('<'); open != std::string_view::npos;
       open = svg.find('<', open + 1)) {
    if (svg.substr(open, 4) == "<!--") {
      open = std::min(svg.find("-->", open), svg.size() - 1);
      continue;
    }
    const std::size_t close = svg.find('>', open);
    if (close == std::string_view::npos) break;
    const std::string_view tag = svg.substr(open, close - open);
    if (!tag.starts_with("<path")) continue;
    BodyShape shape{attribute(tag, "data-code"), attribute(tag, "data-view"), attribute(tag, "d")};
    if (!shape.code.empty() && !shape.view.empty() && !shape.path.empty())
      shapes.push_back(std::move(shape));
  }
  return shapes;
}

std::vector<Region> body_regions(std::string_view svg, const std::vector<Choice>& answers) {
  const std::vector<BodyShape> shapes = read_body_shapes(svg);
  std::map<std::string, int> counts;
  std::vector<Region> regions;
  for (const Choice& answer : answers) {
    if (!answer.id.starts_with(kOption)) continue;
    bool drawn = false;
    for (const BodyShape& shape : shapes) {
      if (kOption.size() + shape.code.size() != answer.id.size() ||
          !answer.id.ends_with(shape.code))
        continue;
      Region region = region_of(answer);
      region.view = shape.view;
      region.path = shape.path;
      region.number = ++counts[shape.view];
      regions.push_back(std::move(region));
      drawn = true;
    }
    if (!drawn) regions.push_back(region_of(answer));
  }
  return regions;
}

}  // namespace anteroom::flow
