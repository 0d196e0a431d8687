// One walk through the control gallery: every page is looked at empty, filled, and where a patient
// would stand when something is wrong. What the pictures, the layout test and the eye share.
#pragma once

#include <functional>
#include <string>

#include "tests/support/visit_driver.h"

namespace anteroom::flow::support {

class GalleryWalk {
 public:
  using Look = std::function<void(const Page&, const std::string& what)>;
  /// The visit stands on the first question of the gallery.
  GalleryWalk(Visit& visit, Look look) : driver_(visit), look_(std::move(look)) {}

  void walk() {
    for (int pages = 0; pages < 120 && page().kind != PageKind::review; ++pages) {
      look("");
      fill();
      driver_.go_on();
      if (page().kind == PageKind::entries && page().key.ends_with("/med")) entries();
    }
    look("");
  }

 private:
  [[nodiscard]] const Page& page() const { return driver_.page(); }
  void look(const std::string& what) { look_(page(), what); }

  void fill() {
    const std::string key = page().key.substr(page().key.find('/') + 1);
    if (page().kind == PageKind::text) {
      driver_.type("field:text", key == "word-url" ? "https://example.org" : "Made up words");
    } else if (page().kind == PageKind::date) {
      wrong_date();
    } else if (page().kind == PageKind::search) {
      driver_.type("field:search", "be");
      look("searched");
      driver_.type("field:search", "zzz");
      look("nothing");
      driver_.type("field:search", "");
      driver_.tap(page().choices.front().id);
    } else if (page().kind == PageKind::slider) {
      driver_.tap("option:35");
    } else if (page().kind == PageKind::number) {
      number(key);
    } else if (page().kind == PageKind::rows) {
      for (const Row& row : std::vector<Row>(page().rows)) driver_.tap(row.choices.front().id);
    } else if (!page().choices.empty()) {
      driver_.tap(page().choices.size() > 1 ? page().choices[1].id : page().choices.front().id);
    } else {
      return;
    }
    look("filled");
    if (action_of(page(), "help:show")) {
      driver_.tap("help:show");
      look("help");
      driver_.tap("back");
    }
  }

  void number(const std::string& key) {
    driver_.type("field:number", key == "num-time" ? "22:30" : "2");
    if (page().units.empty()) return;
    driver_.tap("continue");
    look("mistake");
    driver_.tap("unit:1");
  }

  void wrong_date() {
    driver_.type("field:month", "17");
    driver_.type("field:year", "2019");
    driver_.tap("continue");
    look("mistake");
    driver_.type("field:month", "4");
  }

  void entries() {
    while (page().entries.size() < 3 && page().page_count == 1) {
      look("list");
      driver_.tap("entry:add");
      driver_.type("field:text", "A made up medicine with a long name, twice a day");
      while (page().key.find("entries:control-gallery/med") != 0 || !page().key.ends_with("/med"))
        driver_.go_on();
    }
    look("long-list");
    driver_.tap("entry:remove:2");
    look("remove");
    driver_.tap("keep-entry");
  }

  Driver driver_;
  Look look_;
};

}  // namespace anteroom::flow::support
