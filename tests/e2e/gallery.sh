#!/usr/bin/env bash
# The control gallery on the real kiosk under Xvfb by real input: a picture of every page, in both orientations and
# three text sizes, in build/gallery/. Look at them after a change of kiosk/flow or kiosk/ui.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
cd "$root"
build="${1:-$root/build/release}"
out="$root/build/gallery"
for program in anteroom-kiosk gallery_driver; do
  [ -x "$build/bin/$program" ] || { echo "error: $build/bin/$program is missing: ninja -C $build $program" >&2; exit 2; }
done
rm -rf "$out"
for shape in "1080 1920" "1920 1080"; do
  for text in 100 125 150; do
    read -r width height <<<"$shape"
    name="${width}x${height}-$text"
    mkdir -p "$out/$name" "$out/states/$name"
    echo "$name"
    # shellcheck disable=SC2086
    "$build/bin/gallery_driver" "$build/bin" "$build/gallery" "$out/states/$name" "$out/$name" $shape "$text"
  done
done
rm -rf "$out/states"
echo "Done: $out"
