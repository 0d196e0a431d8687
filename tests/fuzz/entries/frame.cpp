// core/plugin: the bytes a plugin host sends back, from the length to the outcomes.
#include <string>

#include "core/plugin/frames.h"
#include "core/plugin/manifest.h"
#include "core/plugin/replies.h"
#include "tests/fuzz/entries/entries.h"

namespace anteroom::fuzz {

namespace {

const plugin::Manifest& own_manifest() {
  static const plugin::Manifest manifest = [] {
    plugin::Manifest made;
    made.id = "upper-back-pain";
    made.checks = {{"night-pattern", triage::Tier::urgent, "Night pattern"},
                   {"two-regions", triage::Tier::routine, "Two regions"}};
    made.reads = {"now-chest-pain", "nrs-worst"};
    made.summary_lines = {"onset", "lying"};
    return made;
  }();
  return manifest;
}

void read_reply(const plugin::Reply& reply) {
  const auto& manifest = own_manifest();
  promise(reply.message.size() <= 300, "an error's message is short");
  if (const auto description = plugin::read_description(reply.result))
    (void)plugin::compare(*description, manifest);
  if (const auto checks = plugin::read_checks(reply.result, manifest)) {
    promise(checks->size() == manifest.checks.size(), "one outcome a check of the manifest");
    for (std::size_t i = 0; i < checks->size(); ++i)
      promise(
          (*checks)[i].id == manifest.checks[i].id && (*checks)[i].tier == manifest.checks[i].tier,
          "id and tier come from the manifest");
  }
  if (const auto lines = plugin::read_lines(reply.result, manifest))
    promise(lines->size() <= manifest.summary_lines.size(), "only lines of the manifest");
  (void)plugin::read_selftest(reply.result);
}

}  // namespace

/// The first byte says how the rest is cut; the rest is what comes over the line.
void frame(const std::string_view bytes) {
  if (bytes.empty()) return;
  const std::size_t step = static_cast<unsigned char>(bytes.front()) % 7 + 1;
  const auto line = bytes.substr(1);
  plugin::FrameReader whole, cut;
  const auto state = whole.feed(line);
  auto cut_state = plugin::FrameReader::State::reading;
  for (std::size_t at = 0; at < line.size(); at += step)
    cut_state = cut.feed(line.substr(at, step));
  promise(line.empty() || cut_state == state, "how bytes are cut changes nothing");
  if (state == plugin::FrameReader::State::complete) {
    promise(cut.payload() == whole.payload(), "how bytes are cut changes nothing");
    if (const auto reply = plugin::parse_reply(whole.payload(), 1)) read_reply(*reply);
  }
  // Most mutations break the length: the payload is read without it too.
  if (line.size() <= 4) return;
  if (const auto reply = plugin::parse_reply(line.substr(4), 1)) read_reply(*reply);
}

}  // namespace anteroom::fuzz
