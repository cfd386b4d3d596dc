#!/usr/bin/env bash
# The samples with an attack in every text (hostile.py), built to HTML and opened in Chromium (hostile.mjs).
# usage: tests/conformance/hostile.sh PROGRAM [OUTPUT_FOLDER]
# Chromium, Playwright and PyYAML are those of run.sh.
set -u -o pipefail
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
tools=${TOOLS:-$HOME/.cache/sowright-conformance}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PYTHONPATH=$tools/python${PYTHONPATH:+:$PYTHONPATH}

counts=$(python3 "$here/hostile.py" "$program" "$here/../../engagements" "$work/project") &&
  "$program" build -C "$work/project" --format html --output "$work/out" --quiet >"$work/log" 2>&1
status=$?
if [ $status != 0 ]; then
  tail -20 "$work/log" 2>/dev/null
  echo "FAIL  the samples build with an attack in their texts"
  echo "0 passed, 1 failed"
  exit 1
fi
echo "ok    the samples build with an attack in ${counts% *} of ${counts#* } texts of descriptors, records and tables, in all prose and the fonts"

# The reports of many periods are of one make: two of each will do.
find "$work/out" -name '*.html' -printf '%d %h\t%s\t%p\n' | sort -k2,2 -k3,3nr |
  awk -F'\t' '/^[1-3] / || ++seen[$1] <= 2 { print $3 }' >"$work/pages"
judged=$(xargs -a "$work/pages" timeout 600 node "$here/hostile.mjs" "$tools" "$work/out" "$work/project/attacks.json" 2>&1)
echo "$judged"
good=$(grep -c '^ok ' <<<"$judged")
echo "$((1 + good)) passed, $((1 - good)) failed"
[ "$good" = 1 ]
