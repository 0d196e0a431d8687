#!/usr/bin/env bash
# usage: exports.sh LIBRARY...: each exports anteroom_plugin_entry and no other name.
set -euo pipefail
[ $# -gt 0 ] || { echo "usage: exports.sh LIBRARY..." >&2; exit 2; }
for library in "$@"; do
  names="$(nm -D --defined-only "$library" | awk '{print $3}')"
  [ "$names" = anteroom_plugin_entry ] || { echo "$library exports:"; echo "$names"; exit 1; }
  echo "$library exports anteroom_plugin_entry only"
done
