#include "core/summary/html_parts.h"

#include "core/summary/clean_text.h"

namespace anteroom::summary {
namespace {

constexpr const char* kStyle = R"(
*{box-sizing:border-box;margin:0;padding:0}
body{font:16px/1.4 Inter,"Noto Sans","Noto Sans Arabic","Noto Sans CJK SC",sans-serif;color:#182A2B;background:#fff;
 font-variant-numeric:tabular-nums}
main{max-width:62rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.8rem;line-height:1.2;font-weight:600}
h2{font-size:.95rem;font-weight:600;color:#0C5154;border-bottom:2px solid #0C5154;padding-bottom:.25rem;margin:1.1rem 0 .5rem}
header{display:flex;justify-content:space-between;gap:1rem;align-items:flex-start;margin-bottom:.8rem}
.clinic,.quiet,dt,figcaption,footer{color:#3D4F50}
.identity{display:flex;flex-wrap:wrap;gap:.5rem 1.6rem;border:2px solid #D9CFC0;border-radius:10px;padding:.6rem 1rem;margin-bottom:1rem}
.identity dt{font-size:.85rem}.identity dd{font-weight:500}
.tag{display:inline-flex;align-items:center;gap:.3rem;border:2px solid #6B7775;border-radius:5px;padding:.1rem .5rem;
 font-weight:600;white-space:nowrap;color:#3D4F50;background:#fff}
.tag.t1{background:#7A330F;border-color:#7A330F;color:#fff}
.tag.t2{background:#FCEEE0;border-color:#A84E1C;color:#7A330F}
svg.i{width:1.05em;height:1.05em;flex:none;fill:none;stroke:currentColor;stroke-width:4;stroke-linecap:round;stroke-linejoin:round}
.rf{border:4px solid #A84E1C;border-radius:12px;overflow:hidden}
.rf h2{border:0;color:inherit;margin:0 0 .4rem;display:flex;gap:.5rem;align-items:center;flex-wrap:wrap}
.rf .pos{background:#FCEEE0;padding:.7rem 1.1rem}.rf .pos h2{color:#7A330F}
.flag{display:grid;grid-template-columns:13rem 1fr;gap:1rem;padding:.4rem 0}
.flag+.flag{border-top:2px solid #E9C7A8}
.cells{display:grid;grid-template-columns:1fr 1fr}.cells>div{padding:.7rem 1.1rem}.gaps{background:#F2EADD}
.headline{font-weight:600;margin-top:1rem}
blockquote{font-size:1.15rem;font-weight:500}
.story{display:grid;grid-template-columns:1fr 21rem;gap:1.6rem}
.kv{display:grid;grid-template-columns:6rem 1fr;gap:.15rem .7rem}
figure{display:inline-block}figcaption{font-size:.85rem}
svg .body{fill:#F2EADD;stroke:#3D4F50;stroke-width:5}svg .region{fill:#fff;stroke:#6B7775;stroke-width:2.5}
svg .marked{fill:#BFDFD7;stroke:#0C5154;stroke-width:7}
.two{display:grid;grid-template-columns:1fr 1fr;gap:1.6rem}.three{display:grid;grid-template-columns:repeat(3,1fr);gap:1.6rem}
.score{display:grid;grid-template-columns:10rem 1fr 2rem;gap:.6rem;align-items:center}
.bar{height:.75rem;border:2px solid #6B7775;border-radius:6px;overflow:hidden}.bar i{display:block;height:100%;background:#0C5154}
ul{padding-left:1.2rem}
footer{border-top:2px solid #6B7775;margin-top:1.4rem;padding-top:.6rem;font-size:.82rem;overflow-wrap:anywhere}
.answers{width:100%;border-collapse:collapse}.answers td,.answers th{text-align:start;vertical-align:top;padding:.3rem .6rem .3rem 0;
 border-bottom:1px solid #D9CFC0}.answers th{font-weight:500;width:55%}
.unknown{background:#F2EADD;font-weight:600}
@media(max-width:46rem){.story,.two,.three,.cells,.flag{grid-template-columns:1fr}}
@media print{main{max-width:none;padding:0}}
)";

}  // namespace

std::string html_head(const std::string& title) {
  return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
         "'unsafe-inline'\">"
         "<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" "
         "content=\"noindex\"><title>" +
         escape_html(title) + "</title><style>" + kStyle + "</style></head><body><main>";
}

}  // namespace anteroom::summary
