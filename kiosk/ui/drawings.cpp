// The kiosk's own drawings, as SVG of the subset in svg.h.
#include <map>
#include <string>

#include "kiosk/ui/icons.h"

namespace anteroom::ui {

const Drawing& drawing_named(std::string_view name) {
  static const std::map<std::string, Drawing, std::less<>> drawings = [] {
    std::map<std::string, Drawing, std::less<>> all;
    all["logo"] = parse_svg(R"svg(<svg viewBox="0 0 48 48" fill="none" stroke-linecap="round">
<rect x="3" y="3" width="42" height="42" rx="12" fill="var(--primary)"/>
<path d="M15 38V12h18v26" stroke="var(--on-primary)" stroke-width="3"/>
<path d="M15 12l11 5v21H15z" fill="var(--on-primary)"/>
<circle cx="22.500" cy="27" r="1.800" fill="var(--primary)"/>
</svg>)svg");
    all["welcome"] = parse_svg(R"svg(<svg viewBox="0 0 952 448" stroke-linecap="round" fill="none">
<rect x="-400" width="1752" height="448" fill="var(--sand)"/>
<rect x="-400" y="376" width="1752" height="72" fill="#E0D2BC"/>
<rect x="-400" y="368" width="1752" height="8" fill="#D3C2A8"/>
<rect x="72" y="72" width="216" height="184" rx="12" fill="#FFFFFF" stroke="#B9A88C" stroke-width="4"/>
<rect x="88" y="88" width="184" height="152" rx="6" fill="#DCEBE6"/>
<circle cx="224" cy="132" r="26" fill="var(--honey)"/>
<path d="M88 240v-44c30-26 62-20 88 4 32-30 64-26 96-2v42z" fill="var(--sage)"/>
<path d="M180 88v152M88 164h184" stroke="#FFFFFF" stroke-width="8"/>
<rect x="60" y="252" width="240" height="14" rx="7" fill="#FFFFFF" stroke="#B9A88C" stroke-width="4"/>
<g>
<rect x="388" y="60" width="184" height="312" rx="10" fill="#FFFFFF" stroke="#B9A88C" stroke-width="4"/>
<rect x="406" y="78" width="148" height="292" fill="var(--honey-soft)"/>
<path d="M406 376h148l84 72H436z" fill="var(--honey-soft)"/>
<path d="M406 78l92 26v292l-92-26z" fill="var(--primary)"/>
<path d="M422 104l60 17v96l-60-14z" fill="none" stroke="#6FA5A1" stroke-width="4"/>
<path d="M422 232l60 14v106l-60-17z" fill="none" stroke="#6FA5A1" stroke-width="4"/>
<circle cx="488" cy="236" r="6" fill="var(--honey)"/>
</g>
<g stroke="var(--ink-2)" stroke-width="5">
<path d="M684 392v-40M776 392v-40M684 352l-6-96M776 352l6-96"/>
</g>
<rect x="668" y="216" width="124" height="88" rx="18" fill="#CF8A5E"/>
<rect x="664" y="316" width="132" height="40" rx="16" fill="#CF8A5E"/>
<rect x="664" y="316" width="132" height="14" rx="7" fill="#DDA27B"/>
<path d="M856 312C850 250 826 222 808 214c-2 40 14 76 48 98zM864 312c-4-64 8-110 36-134 12 50 2 96-36 134zM868
316c10-36 30-56 62-60 0 34-24 56-62 60z" fill="#5F8F80"/>
<path d="M858 312c-2-34-16-60-34-78M866 310c0-44 10-80 28-110M870 314c12-22 28-36 46-46" stroke="#3E6B5E"
stroke-width="3"/>
<path d="M824 308h80l-10 84h-60z" fill="#FFFFFF" stroke="#B9A88C" stroke-width="4"/>
<path d="M828 336h72" stroke="#B9A88C" stroke-width="4"/>
<rect x="684" y="92" width="92" height="76" rx="8" fill="#FFFFFF" stroke="#B9A88C" stroke-width="4"/>
<path d="M700 152c12-30 22-30 32-8 8-14 18-14 28 8z" fill="var(--sage)"/>
</svg>)svg");
    all["upper-back-pain"] = parse_svg(R"svg(<svg viewBox="-180 -24 920 584" fill="none">
<path d="M322 170 C324 214 334 238 358 252 C402 278 442 284 474 292 C522 304 542 350 544 404 C548 500 552 600 560 900
L498 900 C490 620 484 520 470 436 C468 520 452 600 442 680 C436 740 440 800 448 900 L112 900 C120 800 124 740 118 680
C108 600 92 520 90 436 C76 520 70 620 62 900 L0 900 C8 600 12 500 16 404 C18 350 38 304 86 292 C118 284 158 278 202
252 C226 238 236 214 238 170 Z" fill="var(--surface)" stroke="var(--ink-2)" stroke-width="7.1"/>
<ellipse cx="280" cy="98" rx="66" ry="82" fill="var(--stone)" stroke="var(--ink-2)" stroke-width="7.1"/>
<g fill="var(--tint-2)" stroke="var(--primary)" stroke-width="7.1">
<rect x="190" y="296" width="180" height="224" rx="36"/>
</g>
</svg>)svg");
    all["low-back-pain"] = parse_svg(R"svg(<svg viewBox="-153 330 867 550" fill="none">
<path d="M322 170 C324 214 334 238 358 252 C402 278 442 284 474 292 C522 304 542 350 544 404 C548 500 552 600 560 900
L498 900 C490 620 484 520 470 436 C468 520 452 600 442 680 C436 740 440 800 448 900 L112 900 C120 800 124 740 118 680
C108 600 92 520 90 436 C76 520 70 620 62 900 L0 900 C8 600 12 500 16 404 C18 350 38 304 86 292 C118 284 158 278 202
252 C226 238 236 214 238 170 Z" fill="var(--surface)" stroke="var(--ink-2)" stroke-width="6.7"/>
<ellipse cx="280" cy="98" rx="66" ry="82" fill="var(--stone)" stroke="var(--ink-2)" stroke-width="6.7"/>
<g fill="var(--tint-2)" stroke="var(--primary)" stroke-width="6.7">
<rect x="176" y="610" width="208" height="190" rx="36"/>
</g>
</svg>)svg");
    all["neck-pain"] = parse_svg(R"svg(<svg viewBox="-70 -24 700 444" fill="none">
<path d="M322 170 C324 214 334 238 358 252 C402 278 442 284 474 292 C522 304 542 350 544 404 C548 500 552 600 560 900
L498 900 C490 620 484 520 470 436 C468 520 452 600 442 680 C436 740 440 800 448 900 L112 900 C120 800 124 740 118 680
C108 600 92 520 90 436 C76 520 70 620 62 900 L0 900 C8 600 12 500 16 404 C18 350 38 304 86 292 C118 284 158 278 202
252 C226 238 236 214 238 170 Z" fill="var(--surface)" stroke="var(--ink-2)" stroke-width="5.4"/>
<ellipse cx="280" cy="98" rx="66" ry="82" fill="var(--stone)" stroke="var(--ink-2)" stroke-width="5.4"/>
<g fill="var(--tint-2)" stroke="var(--primary)" stroke-width="5.4">
<path d="M250 176h60c2 40 10 68 40 82-10 44-22 58-40 58h-60c-18 0-30-14-40-58 30-14 38-42 40-82z"/>
</g>
</svg>)svg");
    all["general-health"] = parse_svg(
        R"svg(<svg viewBox="-69.5 -8 307.1 195" fill="none" stroke="var(--ink-2)" stroke-width="4" stroke-linecap="round">
<rect x="32" y="30" width="104" height="132" rx="14" fill="var(--surface)"/>
<rect x="60" y="16" width="48" height="28" rx="8" fill="var(--stone)"/>
<path d="M84 116c-32-19-30-48-11-48 6 0 10 4 11 9 1-5 5-9 11-9 19 0 21 29-11 48z" fill="var(--tint-2)"
stroke="var(--primary)"/>
<path d="M60 138h48"/>
</svg>)svg");
    all["face-0"] = parse_svg(
        R"svg(<svg viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="2.600" stroke-linecap="round">
<circle cx="24" cy="24" r="20"/>
<path d="M17 21.500v2M31 21.500v2"/>
<path d="M16 30.8Q24 37.2 32 30.8"/>
</svg>)svg");
    all["face-2"] = parse_svg(
        R"svg(<svg viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="2.600" stroke-linecap="round">
<circle cx="24" cy="24" r="20"/>
<path d="M17 21.500v2M31 21.500v2"/>
<path d="M16 31.7Q24 34.8 32 31.7"/>
</svg>)svg");
    all["face-4"] = parse_svg(
        R"svg(<svg viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="2.600" stroke-linecap="round">
<circle cx="24" cy="24" r="20"/>
<path d="M17 21.500v2M31 21.500v2"/>
<path d="M13.5 17.5L20 16.5M34.5 17.5L28 16.5"/>
<path d="M16 32.5Q24 32.5 32 32.5"/>
</svg>)svg");
    all["face-6"] = parse_svg(
        R"svg(<svg viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="2.600" stroke-linecap="round">
<circle cx="24" cy="24" r="20"/>
<path d="M17 21.500v2M31 21.500v2"/>
<path d="M13.5 18.0L20 15.6M34.5 18.0L28 15.6"/>
<path d="M16 33.3Q24 30.2 32 33.3"/>
</svg>)svg");
    all["face-8"] = parse_svg(
        R"svg(<svg viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="2.600" stroke-linecap="round">
<circle cx="24" cy="24" r="20"/>
<path d="M15 23.500q2.500-3 5 0M28 23.500q2.500-3 5 0"/>
<path d="M13.5 18.5L20 14.7M34.5 18.5L28 14.7"/>
<path d="M16 34.2Q24 27.8 32 34.2"/>
</svg>)svg");
    all["face-10"] = parse_svg(
        R"svg(<svg viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="2.600" stroke-linecap="round">
<circle cx="24" cy="24" r="20"/>
<path d="M15 23.500q2.500-3 5 0M28 23.500q2.500-3 5 0"/>
<path d="M13.5 19.0L20 13.8M34.5 19.0L28 13.8"/>
<path d="M16 35.500Q24 25 32 35.500Z"/>
</svg>)svg");
    all["figure"] = parse_svg(R"svg(<svg viewBox="0 0 320 560" fill="none" stroke-linecap="round">
<g stroke="var(--ink-2)" stroke-width="3.500" fill="var(--sand)">
<path d="M142 88v22c0 8-8 12-24 17-26 8-38 22-42 50l-16 128c-2 16 20 20 24 4l20-112 4 74-6 250c0 22 40 22 42
0l14-196h4l14 196c2 22 42 22 42 0l-6-250 4-74 20 112c4 16 26 12 24-4l-16-128c-4-28-16-42-42-50-16-5-24-9-24-17V88z"/>
<ellipse cx="160" cy="58" rx="32" ry="40"/>
</g>
<g fill="var(--tint-2)" stroke="var(--primary)" stroke-width="3.500">
<rect x="116" y="142" width="88" height="52" rx="14"/>
<rect x="119" y="204" width="82" height="60" rx="14"/>
<path d="M98 148c-10 6-13 18-15 32L70 292c0 8 8 8 10 0l22-112z"/>
<path d="M222 148c10 6 13 18 15 32l13 112c0 8-8 8-10 0l-22-112z"/>
<path d="M116 282l38 4-12 236c-2 12-26 12-28 0z"/>
<path d="M204 282l-38 4 12 236c2 12 26 12 28 0z"/>
</g>
</svg>)svg");
    all["urgent"] = parse_svg(R"svg(<svg viewBox="0 0 420 260" fill="none" stroke-linecap="round">
<rect x="20" y="232" width="380" height="8" rx="4" fill="#D9A983"/>
<g stroke="var(--clay)" stroke-width="5">
<path d="M240 152c0-64 104-64 104 0z" fill="#FFFFFF"/>
<circle cx="292" cy="76" r="30" fill="#FFFFFF"/>
</g>
<rect x="200" y="150" width="184" height="18" rx="9" fill="var(--clay-line)"/>
<rect x="214" y="168" width="156" height="64" fill="#E6B894"/>
<g stroke="var(--clay)" stroke-width="5">
<path d="M52 232v-58c0-58 88-58 88 0v58" fill="var(--honey-soft)"/>
<circle cx="96" cy="98" r="30" fill="var(--honey-soft)"/>
</g>
<path d="M136 28h72c8 0 14 6 14 14v24c0 8-6 14-14 14h-42l-22 18 2-18h-10c-8 0-14-6-14-14V42c0-8 6-14 14-14z"
fill="#FFFFFF" stroke="var(--clay)" stroke-width="5"/>
<path d="M146 54h2M171 54h2M196 54h2" stroke="var(--clay)" stroke-width="9"/>
</svg>)svg");
    all["done"] = parse_svg(R"svg(<svg viewBox="0 0 520 360" fill="none" stroke-linecap="round">
<rect x="20" y="300" width="480" height="10" rx="5" fill="#D3C2A8"/>
<g stroke="var(--ink-2)" stroke-width="6">
<path d="M196 306v-60M324 306v-60"/>
</g>
<rect x="180" y="92" width="160" height="110" rx="20" fill="#CF8A5E"/>
<rect x="172" y="206" width="176" height="52" rx="20" fill="#CF8A5E"/>
<rect x="172" y="206" width="176" height="18" rx="9" fill="#DDA27B"/>
<rect x="196" y="108" width="128" height="64" rx="14" fill="#DDA27B"/>
<path d="M418 226c-6-50-26-72-42-80-2 34 10 64 42 80zM424 226c-4-54 6-92 30-112 10 42 2 80-30 112z" fill="#5F8F80"/>
<path d="M392 222h66l-8 82h-50z" fill="#FFFFFF" stroke="#B9A88C" stroke-width="4"/>
<g>
<rect x="60" y="222" width="72" height="8" rx="4" fill="#B9A88C"/>
<path d="M96 230v72M74 304h44" stroke="#B9A88C" stroke-width="6"/>
<path d="M82 196h28l-3 26H85zM110 202c12 0 12 14-1 14" fill="#FFFFFF" stroke="var(--ink-2)" stroke-width="4"/>
</g>
</svg>)svg");
    return all;
  }();
  static const Drawing none;
  const auto it = drawings.find(name);
  return it == drawings.end() ? none : it->second;
}

}  // namespace anteroom::ui
