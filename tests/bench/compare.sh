#!/usr/bin/env bash
# Ours and the peers in one run on one machine: tests/bench/compare.sh [--peers FOLDER] [--bin FOLDER] [--out FILE]
# FOLDER of the peers holds gen.mjs (the workload) and bench_survey.cjs, bench_smart.cjs, bench_fhirpath.cjs (their
# drivers); without the option, $ANTEROOM_SHARED/bench. It is copied to build/peers, where npm installs the peers once.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
peers=${ANTEROOM_SHARED:+$ANTEROOM_SHARED/bench}
bin=$root/build/bench/bin
out=
while [ $# -gt 0 ]; do
  case $1 in
    --peers) peers=$(cd "$2" && pwd); shift 2 ;;
    --bin) bin=$(cd "$2" && pwd); shift 2 ;;
    --out) out=$2; shift 2 ;;
    *) echo "usage: compare.sh [--peers FOLDER] [--bin FOLDER] [--out FILE]" >&2; exit 2 ;;
  esac
done
[ -x "$bin/peers_bench" ] || { echo "no peers_bench in $bin: build it, or say --bin" >&2; exit 2; }
[ -n "${peers:-}" ] && [ -f "$peers/gen.mjs" ] || { echo "no peers: say --peers FOLDER or set ANTEROOM_SHARED" >&2; exit 2; }

work=$root/build/peers
mkdir -p "$work"
cp -r "$peers/." "$work/"
chmod -R u+w "$work"
cd "$work"
install_peer() {
  local folder=$1; shift
  [ -d "$folder/node_modules" ] && return
  mkdir -p "$folder"
  printf 'legacy-peer-deps=true\naudit=false\nfund=false\n' > "$folder/.npmrc"
  [ -f "$folder/package.json" ] || echo '{"name":"peer","private":true,"overrides":{"@lhncbc/ucum-lhc":"7.1.9"}}' > "$folder/package.json"
  (cd "$folder" && npm install --save-exact "$@" >&2)
}
install_peer m_fp fhirpath@5.2.2
install_peer m_sv survey-core@3.1.1
install_peer m_smart @aehrc/smart-forms-renderer@1.4.0 react@19.3.1 react-dom@19.3.1 esbuild@0.28.2
[ -f m_smart/sf.cjs ] || (cd m_smart && ./node_modules/.bin/esbuild entry.mjs --bundle --platform=node --format=cjs \
  --outfile=sf.cjs --loader:.woff2=empty --loader:.woff=empty --loader:.css=empty \
  '--define:process.env.NODE_ENV="production"' >&2)
node gen.mjs > /dev/null

lines=$(mktemp "${TMPDIR:-/tmp}/compare.$$.XXXXXX")
trap 'rm -f "$lines"' EXIT
# In turns, so that a busy machine slows both.
"$bin/peers_bench" data > "$lines"
node bench_survey.cjs 1000 100 >> "$lines"
node bench_smart.cjs 1000 60 2> /dev/null | tail -1 >> "$lines"
node bench_fhirpath.cjs 1000 >> "$lines"
"$bin/peers_bench" data >> "$lines"
node "$root/tests/bench/compare.mjs" "$lines" | tee ${out:+"$out"}
exit "${PIPESTATUS[0]}"
