#!/usr/bin/env bash
# From a bare Debian 12 machine to a running kiosk: installs what is missing, builds the release preset, then opens the
# kiosk (with a display) or sends a sample patient through the real kiosk under Xvfb (--demo, or without a display).
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
log_directory="$root/build/logs"
mkdir -p "$log_directory"
source installer/common.sh

mode=auto
for argument in "$@"; do
  case "$argument" in
    --demo) mode=demo ;;
    --help|-h) echo "usage: installer/quickstart.sh [--demo]"; exit 0 ;;
    *) die "unknown option $argument. Use --demo or nothing." ;;
  esac
done
[ "$mode" = auto ] && { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && mode=kiosk || mode=demo; }

say "1/3 Packages"
if [ "$mode" = demo ]; then install_missing build run test; else install_missing build run; fi
say "2/3 Build (release)"
build_release product
say "3/3 Run"
if [ "$mode" = demo ]; then
  tests/e2e/demo.sh
else
  mkdir -p build/state
  echo "Opening the kiosk. State: build/state. Stop with Ctrl+C here."
  exec build/release/bin/anteroom-kiosk --state build/state
fi
