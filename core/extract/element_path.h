// Element ids of FHIR definitions ("Patient.telecom:phone.value") and the resource they fill.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/extract/r4_shape.h"
#include "core/fhir/json.h"

namespace anteroom::extract {

struct PathPart {
  std::string name;   ///< "telecom", "value[x]"
  std::string slice;  ///< "phone" of "telecom:phone"; "" without
};

/// "http://.../Patient#Patient.name.given": the definition and the parts below the type.
struct ElementPath {
  std::string definition;
  std::string type;
  std::vector<PathPart> parts;
};
/// nullopt when the text has no '#' and no element after it.
[[nodiscard]] std::optional<ElementPath> read_element_path(std::string_view text);

/// Which repetition of each repeating element an item fills, by element id. A group's frame holds
/// for what stands below it.
struct Frame {
  Frame* outer = nullptr;
  std::map<std::string, std::size_t> chosen;
  /// What questions below this group made: the next question of the group fills the same
  /// repetition while its own place there is free.
  std::map<std::string, std::size_t> latest;
};

/// A resource that is filled element by element.
class Resource {
 public:
  explicit Resource(std::string_view type);
  /// Puts a value at a path. AR-D024 wrong type, AR-D027 no such element, AR-D028 the place is
  /// taken.
  Result<void> put(const std::vector<PathPart>& parts, const fhir::Json& value,
                   std::string_view type, Frame& frame);
  /// A new repetition of a repeating element, for all below this frame.
  Result<void> open(const std::vector<PathPart>& parts, Frame& frame);
  /// The resource, without the elements that stayed empty.
  [[nodiscard]] fhir::Json finished() const;

 private:
  struct Step {
    fhir::Json* object = nullptr;
    std::string owner;
    std::string id;
  };
  Result<void> descend(Step& step, const std::vector<PathPart>& parts, std::size_t index,
                       Frame& frame);
  [[nodiscard]] Result<Element> find(const Step& step, const PathPart& part) const;
  std::size_t choose(const fhir::Json& list, const std::string& id,
                     const std::vector<PathPart>& rest, const std::string& owner,
                     Frame& frame) const;

  std::string type_;
  fhir::Json json_;
};

}  // namespace anteroom::extract
