#!/usr/bin/env bash
# Asks the other implementations anew and compares with what is committed (label `peers`; part of tests/run.sh --all).
#   tests/peers/live.sh [QUESTIONNAIRES_FOLDER]
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
forms="${1:-${ANTEROOM_SHARED:-$here/../../../shared}/questionnaires}"
die() { echo "tests/peers: $*" >&2; exit 1; }

command -v npm >/dev/null || die "npm is missing. Install the packages under [extra] of installer/packages.txt."
npm ping >/dev/null 2>&1 || die "the npm registry cannot be reached. Connect, or set one with npm config set registry."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cp -r "$here" "$work/peers"  # the sources may be read-only here
cd "$work/peers"
npm ci --no-audit --no-fund >"$work/npm.log" 2>&1 || die "npm ci failed: $(tail -1 "$work/npm.log")"

mkdir -p ../core/fhirpath ../core/form/fixtures
cp -r "$here/../core/fhirpath/fixtures" ../core/fhirpath/
cp -r "$here/../fixtures" ..
npm run --silent lforms-files
npm run --silent fhirpath
cmp ../core/fhirpath/fixtures/fhirpath_js.json "$here/../core/fhirpath/fixtures/fhirpath_js.json" ||
  die "fhirpath.js answers otherwise than the committed fixture says."
npm run --silent ucum
cmp ../core/fhirpath/fixtures/ucum_lhc.json "$here/../core/fhirpath/fixtures/ucum_lhc.json" ||
  die "ucum-lhc converts otherwise than the committed fixture says."
if [ -d "$forms" ]; then
  npm run --silent lforms -- "$forms" lforms.json
  cmp lforms.json "$here/fixtures/lforms.json" ||
    die "LForms answers otherwise than the committed fixture says."
else
  echo "tests/peers: $forms is not here; LForms was not asked."
fi
echo "tests/peers: the committed answers are those that the peers give."
# And at full length, with a seed of its own.
ANTEROOM_BUILD="${ANTEROOM_BUILD:-$here/../../build/release}" ./differential.sh 5000 "${SEED:-$((RANDOM * 32768 + RANDOM))}" 1000
