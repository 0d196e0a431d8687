// The JSON of describe.h.
#include "kiosk/ui/describe.h"

#include <boost/json.hpp>
#include <cmath>
#include <cstdio>
#include <fstream>

namespace anteroom::ui {
namespace {

std::string_view name_of(flow::PageKind kind) {
  using flow::PageKind;
  switch (kind) {
    case PageKind::welcome:
      return "welcome";
    case PageKind::check_in:
      return "check_in";
    case PageKind::privacy:
      return "privacy";
    case PageKind::reason:
      return "reason";
    case PageKind::one_of:
      return "one_of";
    case PageKind::many_of:
      return "many_of";
    case PageKind::yes_no:
      return "yes_no";
    case PageKind::rows:
      return "rows";
    case PageKind::scale:
      return "scale";
    case PageKind::slider:
      return "slider";
    case PageKind::search:
      return "search";
    case PageKind::entries:
      return "entries";
    case PageKind::reading:
      return "reading";
    case PageKind::body_map:
      return "body_map";
    case PageKind::number:
      return "number";
    case PageKind::text:
      return "text";
    case PageKind::date:
      return "date";
    case PageKind::open_questions:
      return "open_questions";
    case PageKind::review:
      return "review";
    case PageKind::urgent:
      return "urgent";
    case PageKind::done:
      return "done";
    case PageKind::idle:
      return "idle";
    case PageKind::stop_confirm:
      return "stop_confirm";
    case PageKind::out_of_order:
      return "out_of_order";
    case PageKind::message:
      return "message";
    case PageKind::unset:
      break;
  }
  return "unset";
}

std::string_view name_of(Role role) {
  switch (role) {
    case Role::button:
      return "button";
    case Role::check_box:
      return "check";
    case Role::radio:
      return "radio";
    case Role::field:
      return "field";
    case Role::map:
      return "map";
    default:
      return "text";
  }
}

boost::json::object control(const std::string& id, std::string_view role, const Box& box,
                            double scale) {
  const auto pixel = [scale](double value) { return std::lround(value * scale); };
  return {{"id", id},          {"role", role},      {"x", pixel(box.x)},
          {"y", pixel(box.y)}, {"w", pixel(box.w)}, {"h", pixel(box.h)}};
}

}  // namespace

std::string describe(const flow::Page& page, const PageLayout& layout, double scale, long serial) {
  boost::json::array controls;
  for (const Element& element : layout.elements) {
    if (!element.is_control()) continue;
    controls.push_back(control(element.id, name_of(element.role), element.box, scale));
    for (const MapRegion& region : element.regions) {
      const auto [x, y] = middle_of(region.path);
      controls.push_back(control("map:" + region.id, "region", {x - 4, y - 4, 8, 8}, scale));
    }
  }
  return boost::json::serialize(boost::json::object{{"serial", serial},
                                                    {"key", page.key},
                                                    {"kind", name_of(page.kind)},
                                                    {"controls", std::move(controls)}});
}

Result<void> write_description(const std::string& path, const std::string& text) {
  const std::string part = path + ".part";
  std::ofstream file(part, std::ios::binary | std::ios::trunc);
  file << text << '\n';
  file.close();
  if (!file || std::rename(part.c_str(), path.c_str()) != 0) {
    return Error{"AR-K031", "the description of the screen could not be written", "",
                 "check the path of --describe"};
  }
  return {};
}

}  // namespace anteroom::ui
