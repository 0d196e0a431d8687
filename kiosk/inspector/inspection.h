// What an author wants to see beside the page while trying a plugin: every item with its
// enablement and value, the expressions with what they give now, the red flags with their reasons,
// and what the last answer changed. Words only; the window is panel.h. Not part of a clinic build.
//
//   Inspector inspector;
//   visit.on_change = [&](const intake::Change& change) { inspector.remember(change); };
//   Inspection seen = inspector.look(*visit.intake(), page_paths);
//
// One thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/intake/intake.h"

namespace anteroom::inspector {

/// How a row wants to be seen.
enum class Mark : std::uint8_t { none = 0, here, off, raised, open };

struct Row {
  std::string name;   ///< linkId, rule id, or what it is
  std::string state;  ///< "shown", "fired", ...
  std::string words;  ///< value, expression or reason
  Mark mark = Mark::none;
  friend bool operator==(const Row&, const Row&) = default;
};

struct Section {
  std::string title;
  std::vector<Row> rows;
};
using Inspection = std::vector<Section>;

class Inspector {
 public:
  void remember(const intake::Change& change);
  void forget() { last_.clear(); }
  /// `here`: the items of the page that is shown. Without a chosen condition there is only a
  /// sentence.
  [[nodiscard]] Inspection look(const intake::Intake* intake,
                                const std::vector<intake::ItemRef>& here) const;

 private:
  std::vector<Row> last_;
};

/// The whole as text, in columns: for the window and for tests.
[[nodiscard]] std::string to_text(const Inspection& inspection);
[[nodiscard]] std::string to_text(const Row& row);

}  // namespace anteroom::inspector
