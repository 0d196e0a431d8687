#!/usr/bin/env bash
# A sample patient goes through the real kiosk under Xvfb by real input; the courier delivers; results in build/demo/.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
cd "$root"
bin="$root/build/release/bin"
out="$root/build/demo"
for program in anteroom anteroom-kiosk anteroom-courier anteroom-plugin-host demo_driver; do
  [ -x "$bin/$program" ] || { echo "error: $bin/$program is missing: run installer/quickstart.sh first." >&2; exit 2; }
done
rm -rf "$out"
mkdir -p "$out/screens" "$out/delivered"

echo "A sample patient (made up) at the kiosk, by pointer and keys:"
"$bin/demo_driver" "$bin" "$root/build/release/plugins" "$root/plugins/upper_back_pain/cases/upper-back-pain.json" C03 \
  "$out/visit" "$out/screens"

echo "The courier delivers:"
"$bin/anteroom-courier" --once --state "$out/visit/state" --folder "$out/delivered"
delivered=("$out"/delivered/*/)
[ -d "${delivered[0]}" ] || { echo "error: nothing was delivered: see $out/visit." >&2; exit 1; }
cp "${delivered[0]}"* "$out/"
"$bin/anteroom" store verify --state "$out/visit/state"

for file in summary.pdf summary.html summary.txt answers.pdf bundle.json intake.json findings.json; do
  [ -s "$out/$file" ] || { echo "error: $file was not made." >&2; exit 1; }
done
if command -v pdfinfo >/dev/null; then
  pages="$(pdfinfo "$out/summary.pdf" | awk '$1 == "Pages:" {print $2}')"
  [ "$pages" = 1 ] || { echo "error: summary.pdf has $pages pages, not one." >&2; exit 1; }
fi
screens="$(find "$out/screens" -name '*.png' | wc -l)"
[ "$screens" -ge 12 ] || { echo "error: only $screens screenshots." >&2; exit 1; }

# Ours beside the mockups, where those are at hand.
mockups="${ANTEROOM_SHARED:-$root/../shared}/design/mockups/png"
if [ -d "$mockups" ] && command -v montage >/dev/null; then
  tests/e2e/compare.sh "$out" "$mockups"
fi
rm -rf "$out/delivered"
echo
echo "Done: $out"
echo "  summary.pdf (one page)  summary.html  summary.txt  answers.pdf  bundle.json (FHIR R4)  findings.json"
echo "  screens/ ($screens pictures)"
