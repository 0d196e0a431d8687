#!/usr/bin/env bash
# Installs what is missing, builds everything and runs all tests. Tests run as an unprivileged user: permissions,
# limits and sandboxes behave differently for root. --all adds the sanitizers and a short run of the fuzz targets.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$root"
log_directory="$root/build/logs"
mkdir -p "$log_directory"
source installer/common.sh

all=no
for argument in "$@"; do
  case "$argument" in
    --all) all=yes ;;
    --help|-h) echo "usage: tests/run.sh [--all]"; exit 0 ;;
    *) die "unknown option $argument. Use --all or nothing." ;;
  esac
done

say "1/3 Packages"
install_missing build run test
say "2/3 Build (release, with tests)"
build_release all
say "3/3 Tests"
# Questionnaires and people of other projects, where they are beside this tree: the tests say how many they ran.
if [ -z "${ANTEROOM_SHARED:-}" ] && [ -d "$root/../shared/questionnaires" ]; then
  export ANTEROOM_SHARED
  ANTEROOM_SHARED="$(cd "$root/../shared" && pwd)"
fi

# as_tester COMMAND...: as user `anteroom-test` when we are root, as ourselves otherwise.
as_tester() {
  if [ "$(id -u)" -ne 0 ]; then "$@"; return; fi
  id anteroom-test >/dev/null 2>&1 || useradd --system --create-home --shell /bin/bash anteroom-test
  runuser -u anteroom-test -- env HOME="$(getent passwd anteroom-test | cut -d: -f6)" \
    ANTEROOM_SHARED="${ANTEROOM_SHARED:-}" "$@"
}
# The tester writes below build/ only; the tree itself must be readable on the way down.
directory="$root"
while [ "$(id -u)" -eq 0 ] && [ "$directory" != / ]; do
  runuser -u nobody -- test -x "$directory" || chmod o+x "$directory"
  directory="$(dirname "$directory")"
done
if [ "$(id -u)" -eq 0 ]; then
  id anteroom-test >/dev/null 2>&1 || useradd --system --create-home --shell /bin/bash anteroom-test
  chown -R anteroom-test: build/release
fi
if [ "$all" = yes ]; then
  install_missing extra
  for preset in asan tsan; do
    say "Extra: $preset"
    cmake --preset "$preset" && cmake --build --preset "$preset"
    if [ "$(id -u)" -eq 0 ]; then chown -R anteroom-test: "build/$preset"; fi
    as_tester ctest --test-dir "build/$preset" --output-on-failure -j2
  done
  say "Extra: fuzz, 15 seconds a target"
  tests/fuzz/run.sh 0.25
  say "Extra: the peers, asked anew"
  as_tester ctest --test-dir build/release -C live -L peers --output-on-failure
fi
as_tester ctest --test-dir build/release --output-on-failure -j2
