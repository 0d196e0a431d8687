#!/usr/bin/env bash
# usage: tests/bench/platform.sh [BUILD] [ROUNDS]: the table of what plugins cost (tests/bench/README.md), as Markdown.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
build="$(cd "${1:-$root/build/release}" && pwd)"
rounds="${2:-9}"
for program in plugin_bench kiosk_start anteroom anteroom-kiosk anteroom-plugin-host; do
  [ -x "$build/bin/$program" ] || { echo "error: $build/bin/$program is missing: build it first." >&2; exit 2; }
done
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"$build/bin/plugin_bench" --benchmark_min_time=0.2 --benchmark_repetitions=3 --benchmark_report_aggregates_only=true \
  --benchmark_out="$work/bench.json" --benchmark_out_format=json >"$work/bench.txt" 2>&1
"$build/bin/kiosk_start" "$build/bin" "$build/plugins/upper-back-pain" "$rounds" >"$work/start.json"
python3 - "$work/bench.json" "$work/start.json" <<'PY'
import json, sys
bench = json.load(open(sys.argv[1]))
start = json.load(open(sys.argv[2]))
median = {b["run_name"].replace("/real_time", ""): b for b in bench["benchmarks"] if b.get("aggregate_name") == "median"}
def time(name):
    b = median[name]
    return f'{b["real_time"]:.2f} {b["time_unit"]}'
rows = [
    ("spawn to ready, with a selftest", time("spawn_to_ready")),
    ("one call", time("call")),
    ("from a death to the next answer", time("recovery")),
    ("verify a bundle in full", time("verify_in_full")),
    ("verify it from the cache", time("verify_from_cache")),
    ("list 1 plugin at the start", time("list_plugins/1")),
    ("list 50 plugins at the start", time("list_plugins/50")),
    ("kiosk start to its first page, 1 plugin", f'{start["one_ms"]:.0f} ms'),
    ("the same, 50 plugins", f'{start["fifty_ms"]:.0f} ms, {start["ratio"]:.2f} times (target: at most 1.2)'),
    ("the same, their first verification", f'{start["fifty_first_ms"]:.0f} ms'),
]
load = bench["context"]["load_avg"][0] if bench["context"].get("load_avg") else 0
print(f'{bench["context"]["num_cpus"]} processors, load average {load:.1f}:\n')
print("| what | median |\n|---|---|")
for what, value in rows:
    print(f"| {what} | {value} |")
PY
