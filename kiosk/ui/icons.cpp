// Line icons of the kiosk: 48 box, stroke and colour are set when painted.
#include <map>
#include <string>

#include "kiosk/ui/icons.h"

namespace anteroom::ui {

const Drawing& icon_named(std::string_view name) {
  static const std::map<std::string, Drawing, std::less<>> icons = [] {
    // The group gives what every icon shares: no fill, the current colour.
    const auto made = [](const char* inner) {
      return parse_svg(std::string("<svg viewBox='0 0 48 48' fill='none' stroke='currentColor'>") +
                       inner + "</svg>");
    };
    std::map<std::string, Drawing, std::less<>> all;
    all["speaker"] = made(
        R"svg(<path d="M7 19v10h8l11 9V10L15 19z"/><path d="M32 17c4 4 4 10 0 14M37 11c8 7 8 19 0 26"/>)svg");
    all["text-size"] =
        made(R"svg(<path d="M4 38 14 12l10 26M8 29h12M28 38l7-18 8 18M31 32h9"/>)svg");
    all["contrast"] = made(
        R"svg(<circle cx="24" cy="24" r="17"/><path d="M24 7v34" /><path d="M24 10a14 14 0 0 1 0 28z" fill="currentColor"/>)svg");
    all["globe"] = made(
        R"svg(<circle cx="24" cy="24" r="17"/><path d="M7 24h34M24 7c-11 10-11 24 0 34M24 7c11 10 11 24 0 34"/>)svg");
    all["bell"] = made(
        R"svg(<path d="M10 35c4-4 3-9 3-14a11 11 0 0 1 22 0c0 5-1 10 3 14zM20 40c1 3 7 3 8 0M24 6v4"/>)svg");
    all["down"] = made(R"svg(<path d="M24 8v31M11 27l13 13 13-13"/>)svg");
    all["forward"] = made(R"svg(<path d="M8 24h31M27 11l13 13-13 13"/>)svg");
    all["stop"] = made(R"svg(<path d="M12 12l24 24M36 12 12 36"/>)svg");
    all["back"] = made(R"svg(<path d="M40 24H9M21 11 8 24l13 13"/>)svg");
    all["eye"] = made(
        R"svg(<path d="M4 24c10-16 30-16 40 0-10 16-30 16-40 0z"/><circle cx="24" cy="24" r="6"/>)svg");
    all["delete"] = made(R"svg(<path d="M17 11h25v26H17L5 24zM24 19l10 10M34 19 24 29"/>)svg");
    all["shift"] = made(R"svg(<path d="M24 8 40 25h-8v14H16V25H8z"/>)svg");
    all["check"] = made(R"svg(<path d="M9 25l10 10L39 13"/>)svg");
    all["warning"] = made(R"svg(<path d="M24 7 43 40H5z"/><path d="M24 19v10M24 34.5v.5"/>)svg");
    all["info"] = made(R"svg(<circle cx="24" cy="24" r="17"/><path d="M24 22v11M24 15v.5"/>)svg");
    all["clipboard"] = made(
        R"svg(<rect x="10" y="9" width="28" height="33" rx="4"/><path d="M18 9V6h12v6H18zM17 21h14M17 28h14M17 35h8"/>)svg");
    all["people"] = made(
        R"svg(<circle cx="17" cy="16" r="7"/><path d="M5 40c0-16 24-16 24 0M31 10a7 7 0 0 1 0 13M35 28c6 2 8 6 8 12"/>)svg");
    all["bin"] =
        made(R"svg(<path d="M8 13h32M18 13V8h12v5M12 13l2 28h20l2-28M20 21v12M28 21v12"/>)svg");
    all["hand"] = made(
        R"svg(<path d="M14 26V13a3 3 0 0 1 6 0v9-13a3 3 0 0 1 6 0v13-11a3 3 0 0 1 6 0v13-7a3 3 0 0 1 6 0v13c0 9-5 14-12 14-8 0-11-5-17-14-2-4 2-6 5-3z"/>)svg");
    all["pencil"] = made(R"svg(<path d="M9 39l2-9L33 8l7 7-22 22zM28 13l7 7"/>)svg");
    all["send"] = made(R"svg(<path d="M43 6 5 22l15 6 6 15zM43 6 20 28"/>)svg");
    all["printer"] =
        made(R"svg(<path d="M14 17V7h20v10M14 34H7V17h34v17h-7M14 28h20v13H14z"/>)svg");
    all["home"] = made(R"svg(<path d="M7 24 24 9l17 15M12 20v20h24V20M20 40V29h8v11"/>)svg");
    all["clock"] = made(R"svg(<circle cx="24" cy="24" r="17"/><path d="M24 14v11l7 5"/>)svg");
    all["up"] = made(R"svg(<path d="M24 40V9M11 21 24 8l13 13"/>)svg");
    all["plus"] = made(R"svg(<path d="M24 9v30M9 24h30"/>)svg");
    all["minus"] = made(R"svg(<path d="M9 24h30"/>)svg");
    all["more"] = made(R"svg(<path d="M11 18l13 13 13-13"/>)svg");
    return all;
  }();
  static const Drawing none;
  const auto it = icons.find(name);
  return it == icons.end() ? none : it->second;
}

}  // namespace anteroom::ui
