#!/usr/bin/env bash
# Random comparison with the peers, as long as wanted; fails on a difference that no reason is written for.
#   tests/peers/differential.sh [EXPRESSIONS=5000] [SEED=random] [SEQUENCES=1000] [FOLDER_OF_QUESTIONNAIRES...]
# After a build (build/release), npm ci and npm run lforms-files. A thousand sequences over the catalogue and
# random questionnaires take some minutes.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
expressions="${1:-5000}"
seed="${2:-$((RANDOM * 32768 + RANDOM))}"
sequences="${3:-1000}"
build="${ANTEROOM_BUILD:-$here/../../build/release}"
die() { echo "tests/peers: $*" >&2; exit 1; }
[ -x "$build/bin/core_fhirpath_test" ] || die "$build/bin/core_fhirpath_test is missing. Build the release preset first."
[ -x "$build/bin/peers_test" ] || die "$build/bin/peers_test is missing. Build the release preset first."
[ -d "$here/node_modules/.lforms" ] || die "LForms is not installed. Run npm ci && npm run lforms-files in tests/peers."
[ -d "$here/node_modules/fhirpath" ] || die "the peers are not installed. Run npm ci in tests/peers."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
echo "seed $seed"
cd "$here"
export PATH="$here/node_modules/.bin:$PATH"
node make_differential_fhirpath.mjs "$expressions" "$seed" "$work/fhirpath.json"
ANTEROOM_DIFFERENTIAL_FHIRPATH="$work/fhirpath.json" "$build/bin/core_fhirpath_test" --gtest_filter='Differential.*'
node make_sequences.mjs "$sequences" "$seed" "$work/forms.json" ../fixtures/questionnaires "${@:4}"
ANTEROOM_DIFFERENTIAL_FORMS="$work/forms.json" "$build/bin/peers_test" --gtest_filter='Sequences.*'
