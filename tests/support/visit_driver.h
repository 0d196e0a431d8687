// Drives a flow::Visit as a finger would: by the ids of the controls that the page shows, and no
// other.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/flow/visit.h"

namespace anteroom::flow::support {

/// A new folder, removed with its contents.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "anteroom-flow-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// The action of a control on the page; nothing when the page does not show it.
inline std::optional<Action> action_of(const Page& page, const std::string& id) {
  const auto choice = [&](const Choice& one) { return one.id == id; };
  for (const Choice& one : page.choices) {
    if (choice(one)) return Action{ActionKind::choose, id, {}};
  }
  for (const Row& row : page.rows) {
    for (const Choice& one : row.choices) {
      if (choice(one)) return Action{ActionKind::choose, id, {}};
    }
  }
  for (const Region& region : page.regions) {
    if ("option:" + region.code == id) return Action{ActionKind::choose, id, {}};
  }
  for (const Choice& one : page.units) {
    if (choice(one)) return Action{ActionKind::choose, id, {}};
  }
  for (const std::string& stop : page.slider ? page.slider->stops : std::vector<std::string>{}) {
    if ("option:" + stop == id) return Action{ActionKind::choose, id, {}};
  }
  for (const Entry& entry : page.entries) {
    if (entry.change.id == id) return entry.change;
    if (entry.remove.id == id) return entry.remove;
  }
  if (page.not_sure && page.not_sure->id == id) return Action{ActionKind::unknown_not_sure, id, {}};
  if (page.declined && page.declined->id == id) return Action{ActionKind::unknown_declined, id, {}};
  for (const auto* button : {&page.back, &page.next, &page.stop}) {
    if (*button && (*button)->action.id == id) return (*button)->action;
  }
  for (const auto* buttons : {&page.help, &page.extra}) {
    for (const Button& one : *buttons) {
      if (one.action.id == id) return one.action;
    }
  }
  for (const ReviewGroup& group : page.review) {
    if (group.change_id == id) return Action{ActionKind::change_item, id, {}};
  }
  return std::nullopt;
}

class Driver {
 public:
  explicit Driver(Visit& visit) : visit_(visit) {}
  [[nodiscard]] const Page& page() const { return visit_.page(); }

  /// Touches a control; pages through "More answers" until it is there.
  void tap(const std::string& id) {
    std::optional<Action> action = action_of(page(), id);
    for (int part = 1; !action && part < page().page_count; ++part) {
      const std::optional<Action> more = action_of(page(), "more:next");
      if (!more) break;
      act(*more);
      action = action_of(page(), id);
    }
    ASSERT_TRUE(action) << "no control " << id << " on " << page().key;
    act(*action);
  }
  void type(const std::string& field, const std::string& text) {
    bool shown = false;
    for (const Field& one : page().fields) shown = shown || one.id == field;
    ASSERT_TRUE(shown) << field << " on " << page().key;
    act({ActionKind::type_text, field, text});
  }
  /// Continue until another page comes; a safety page asks once.
  void go_on() {
    const std::string here = page().key;
    for (int tries = 0; tries < 3 && page().key == here; ++tries)
      tap(page().kind == PageKind::urgent ? "told-staff" : "continue");
  }
  void start(const std::string& year = "1984", const std::string& plugin = "upper-back-pain") {
    tap("continue");
    type("field:given", "Mara");
    type("field:family", "Oakley");
    type("field:month", "1");
    type("field:day", "1");
    type("field:year", year);
    tap("continue");
    tap("option:yes");
    tap("continue");
    tap("option:" + plugin);
    tap("continue");
  }
  /// Walks forward, leaving everything empty, until the page with this key (or kind) is shown.
  void walk_to(const std::string& key) {
    for (int pages = 0; pages < 200 && page().key != key; ++pages) go_on();
    ASSERT_EQ(page().key, key);
  }

 private:
  void act(const Action& action) {
    const Result<void> done = visit_.act(action);
    EXPECT_TRUE(done.ok()) << (done.ok() ? "" : done.error().to_string());
  }
  Visit& visit_;
};

}  // namespace anteroom::flow::support
