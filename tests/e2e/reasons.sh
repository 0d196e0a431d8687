#!/usr/bin/env bash
# A patient with two reasons (upper back pain and neck pain) at the real kiosk under Xvfb by real input: a picture of every
# page, in both orientations and languages, and the clinician's files, in build/reasons/. Look at them after a change.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
cd "$root"
build="${1:-$root/build/release}"
out="$root/build/reasons"
for program in anteroom-kiosk anteroom-courier reasons_driver; do
  [ -x "$build/bin/$program" ] || { echo "error: $build/bin/$program is missing: ninja -C $build $program" >&2; exit 2; }
done
rm -rf "$out"
mkdir -p "$out/plugins"
for bundle in upper-back-pain low-back-pain neck-pain headache general-history; do
  ln -s "$build/plugins/$bundle" "$out/plugins/$bundle"
done
for shape in "en 1080 1920 100" "es 1080 1920 100" "en 1920 1080 100" "es 1920 1080 125"; do
  read -r language width height text <<<"$shape"
  name="$language-${width}x$height-$text"
  mkdir -p "$out/$name/screens" "$out/$name/delivered"
  echo "$name"
  "$build/bin/reasons_driver" "$build/bin" "$out/plugins" "$root/plugins" "$out/$name/kiosk" "$out/$name/screens" \
    "$language" "$width" "$height" "$text"
  "$build/bin/anteroom-courier" --once --state "$out/$name/kiosk/state" --folder "$out/$name/delivered"
done
echo "Done: $out"
