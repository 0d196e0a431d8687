#!/usr/bin/env bash
# usage: tests/fuzz/run.sh MINUTES [target...]
# Builds the fuzz preset and runs each target for MINUTES of processor time (fractions too). Corpora grow in build/fuzz/corpus,
# findings lie in build/fuzz/findings; one makes this end with 1. No target named: all of them.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
cd "$root"

die() { echo "fuzz: $1" >&2; exit 2; }
[ $# -ge 1 ] || die "usage: tests/fuzz/run.sh MINUTES [target...]"
[[ "$1" =~ ^[0-9]+(\.[0-9]+)?$ ]] || die "MINUTES is a number, not '$1'."
seconds="$(awk -v m="$1" 'BEGIN { s = int(m * 60); print s < 1 ? 1 : s }')"
minutes="$1"
shift
command -v clang++-16 >/dev/null || die "clang++-16 is missing: apt-get install clang-16 libclang-rt-16-dev"

mapfile -t known < <(grep -o 'Target{"[a-z_]*' tests/fuzz/entries/targets.cpp | cut -d'"' -f2)
targets=("$@")
[ $# -gt 0 ] || targets=("${known[@]}")
programs=()
for target in "${targets[@]}"; do
  printf '%s\n' "${known[@]}" | grep -qx "$target" || die "no target '$target'. There are: ${known[*]}"
  programs+=("fuzz_$target")
done

build="$root/build/fuzz"
mkdir -p "$build/findings" "$build/logs"
cmake --preset fuzz >"$build/logs/configure.log" 2>&1 || die "configure failed: $build/logs/configure.log"
nice ninja -C "$build" "${programs[@]}" >"$build/logs/build.log" 2>&1 ||
  { tail -n 20 "$build/logs/build.log" >&2; die "the build failed: $build/logs/build.log"; }
python3 tests/fuzz/seeds.py "$build/corpus" >"$build/logs/seeds.log"

# The limits of the code under test (256 MB, 2 seconds an input) are measured in fuzz_main.cpp. Those of libFuzzer below are
# wide: they count the sanitizer's memory and the corpus, by the clock on the wall. A small quarantine, and rounds of at most
# ROUND seconds, keep a long run from growing all the same.
export ASAN_OPTIONS="quarantine_size_mb=8:detect_leaks=1:allocator_may_return_null=1:allocator_release_to_os_interval_ms=500"
ROUND=300
export UBSAN_OPTIONS="print_stacktrace=1"

# Seconds of processor time that ended children of this shell have used. (`times` would tell of the subshell that $( ) makes.)
ticks="$(getconf CLK_TCK)"
children_seconds() { awk -v t="$ticks" '{ print int(($16 + $17) / t) }' "/proc/$$/stat"; }

found=0
for target in "${targets[@]}"; do
  log="$build/logs/$target.log"
  : >"$log"
  status=0
  mkdir -p "$build/corpus/$target"
  end=$(($(children_seconds) + seconds))
  # libFuzzer counts real time: on a busy machine the rounds are more than these.
  while left=$((end - $(children_seconds))) && [ "$left" -gt 0 ] && [ "$status" -eq 0 ]; do
    nice "$build/bin/fuzz_$target" "$build/corpus/$target" -max_len=65536 \
      -max_total_time="$((left < ROUND ? left : ROUND))" -timeout=60 -report_slow_units=60 \
      -malloc_limit_mb=256 -rss_limit_mb=2048 \
      -print_final_stats=1 -artifact_prefix="$build/findings/$target-" >>"$log" 2>&1 || status=$?
  done
  runs="$(awk '/^stat::number_of_executed_units:/ { n += $2 } END { print n + 0 }' "$log")"
  new="$(find "$build/findings" -name "$target-*" -newer "$build/logs/seeds.log" | wc -l)"
  # A row of the ledger in tests/fuzz/README.md.
  echo "| $(date -u +%F) | $target | $minutes | $runs | $new |"
  if [ "$status" -ne 0 ] || [ "$new" -gt 0 ]; then
    found=1
    grep -m1 -E 'broken promise|ERROR: |runtime error' "$log" >&2 || tail -n 3 "$log" >&2
  fi
done
exit "$found"
