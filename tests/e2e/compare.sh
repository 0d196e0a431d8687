#!/usr/bin/env bash
# compare.sh DEMO MOCKUPS: DEMO/compare.png shows our screens beside the mockups, row by row; summary beside its mockup.
set -euo pipefail
out="$1"
mockups="$2"
font=/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf  # fonts-dejavu-core, in packages.txt
pairs=()
for name in 01-welcome 02-check-in 03-privacy 04-reason 05-body-map 06-pain-scale 07-multi-selected 08-red-flag \
  09-free-text 12-review 13-urgent 14-done; do
  ours="$out/screens/$name.png"
  [ -f "$ours" ] || { echo "compare: no screen $name" >&2; continue; }
  [ -f "$mockups/$name.png" ] || continue
  pairs+=(-label "$name: ours" "$ours" -label "mockup" "$mockups/$name.png")
done
montage -font "$font" "${pairs[@]}" -tile 6x -geometry 480x+10+10 "$out/compare.png"
if command -v pdftoppm >/dev/null && [ -f "$mockups/A-summary.png" ]; then
  pdftoppm -r 150 -png -singlefile "$out/summary.pdf" "$out/summary"
  montage -font "$font" -label ours "$out/summary.png" -label mockup "$mockups/A-summary.png" -tile 2x -geometry 1240x+10+10 \
    "$out/compare-summary.png"
fi
echo "Compared with the mockups: $out/compare.png"
