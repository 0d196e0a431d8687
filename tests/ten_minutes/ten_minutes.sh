#!/usr/bin/env bash
# usage: ten_minutes.sh BUILD OUT [--chroot DIR]
# The ten minutes of plugins/README.md as an outsider walks them: with the installed SDK and nothing of this tree, from
# nothing to a signed plugin on the real kiosk. Writes OUT/transcript.txt and OUT/reason.png, OUT/question.png.
# Without --chroot the SDK is installed under OUT/sdk. With it (needs root) a bare Debian is put into DIR by debootstrap,
# unless it stands there already, and the SDK package is installed in it by apt.
# Each step that stands in the README is run, in its order and in its words; otherwise exit 1.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
[ $# -eq 2 ] || [ $# -eq 4 ] || { sed -n 2,3p "$0"; exit 2; }
build="$(cd "$1" && pwd)"
out="$2"
chroot="${4:-}"
rm -rf "$out"
mkdir -p "$out"
out="$(cd "$out" && pwd)"
transcript="$out/transcript.txt"
bundle=org.example.knee-pain

say() { printf '%s\n' "$*" | tee -a "$transcript"; }
fail() { say "FAILED: $*"; exit 1; }

if [ -n "$chroot" ]; then
  . "$root/tests/ten_minutes/chroot.sh"
  enter_chroot "$build" "$out" "$chroot"
  work="$chroot/home/author"
  inside() { chroot "$chroot" /usr/sbin/runuser -u author -- /bin/bash -c "cd ~ && $1"; }
else
  cmake --install "$build" --component sdk --prefix "$out/sdk" >"$out/install.log"
  work="$out/author"
  mkdir "$work"
  inside() {
    env -i PATH="$out/sdk/bin:/usr/bin:/bin" HOME="$work" LC_ALL=C.UTF-8 /bin/bash -c "umask 022 && cd '$work' && $1"
  }
fi

steps=()
# One step of the README; it must succeed.
step() {
  steps+=("$1")
  say "" "" >/dev/null
  say "\$ $1"
  inside "$1" >"$out/last.txt" 2>&1 || { cat "$out/last.txt" | tee -a "$transcript"; fail "this step should work"; }
  tee -a "$transcript" <"$out/last.txt"
}

# A planted mistake in a copy: `check` must refuse it and name the file and the place.
mistake() {
  local what="$1" edit="$2" code="$3" place="$4"
  say ""
  say "-- a mistake on purpose: $what"
  inside "rm -rf bad && mkdir bad && cp -r $bundle bad/$bundle && cd bad/$bundle && $edit" || fail "the mistake could not be planted"
  inside "anteroom plugin hash bad/$bundle" >/dev/null 2>&1 || true  # a bundle that cannot be hashed is refused as well
  if inside "anteroom plugin check bad/$bundle" >"$out/last.txt" 2>&1; then
    cat "$out/last.txt"
    fail "check does not see the mistake"
  fi
  grep -E "^(error|  mend)" "$out/last.txt" | tee -a "$transcript"
  grep -F "[$code]" "$out/last.txt" | grep -Eq "^error +$place  " || fail "expected $code at $place"
  inside "rm -rf bad"
}

say "The ten minutes of plugins/README.md, $(inside 'anteroom --version')"
say "In: ${chroot:+a chroot with }the installed SDK: $(inside 'command -v anteroom')"

step "anteroom plugin new $bundle"
step "sed -i 's/Do you have a fever?/Is your knee hot and red?/' $bundle/forms/intake.json"
step "sed -i 's/Fever: take the temperature before the exam./Hot red knee: see before the exam./' $bundle/red-flags.json"
step "anteroom plugin hash $bundle"
step "anteroom plugin check $bundle"

mistake "a key of the manifest mistyped" \
  "sed -i 's/\"license\"/\"licence\"/' plugin.json" AR-P002 "plugin.json#/licence:[0-9]+:[0-9]+"
mistake "a rule asks for an answer that does not exist" \
  "sed -i \"s/'yes'/'yess'/\" red-flags.json" AR-P019 "red-flags.json#/rules/0/when:8:29"
mistake "a form that is no JSON any more" \
  "sed -i '0,/,\$/s///' forms/intake.json" AR-J001 "forms/intake.json#[^ ]*:[0-9]+:[0-9]+"
mistake "a summary line over a question that is not asked" \
  "sed -i 's/{pain-now}/{pain-nwo}/' summary.json" AR-P019 "summary.json#/lines/0/template:[0-9]+:[0-9]+"
mistake "a golden patient who expects something else" \
  "sed -i 's/\"tier\": \"urgent\"/\"tier\": \"emergency\"/' cases/patients.json" AR-P022 \
  "cases/patients.json#/cases/1/expected:[0-9]+:[0-9]+"

say ""
say "-- mended: the bundle itself was never touched"
step "anteroom plugin test $bundle"
step "anteroom plugin test --mutate $bundle"
step "mkdir -p my-keys clinic-keys"
step "anteroom plugin keygen --holder 'Hill Clinic' --out my-keys"
step "anteroom plugin sign $bundle --key my-keys/*.secret.json"
step "cp my-keys/????????????????.json clinic-keys"
step "anteroom plugin verify $bundle --keys clinic-keys"
step "anteroom plugin install $bundle --into plugins --keys clinic-keys"

say ""
say "-- seen on the kiosk"
# The clinic takes plugin and public key over: a kiosk trusts keys of its own or root's, not an author's.
mkdir "$out/clinic"
cp -r --no-preserve=ownership "$work/plugins" "$work/clinic-keys" "$out/clinic"
"$build/bin/ten_minutes_kiosk" "$build/bin" "$out/clinic/plugins" "$out/clinic/clinic-keys" "$out/kiosk" "$bundle" "$out" \
  2>&1 | tee -a "$transcript"
for picture in reason.png question.png; do
  [ -s "$out/$picture" ] || fail "no $picture"
done

# The README says exactly what was run.
awk '/<!-- ten minutes -->/ {inside = 1; next} /<!-- end -->/ {inside = 0} inside && /^    / {sub(/^    /, ""); sub(/ +# .*$/, ""); print}' \
  "$root/plugins/README.md" >"$out/readme-steps.txt"
printf '%s\n' "${steps[@]}" >"$out/steps.txt"
diff "$out/readme-steps.txt" "$out/steps.txt" || fail "plugins/README.md and this script differ (< README, > script)"
say ""
say "Done: ${#steps[@]} steps, the same as in plugins/README.md; five mistakes found. $transcript"
