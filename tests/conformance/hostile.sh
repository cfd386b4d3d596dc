#!/usr/bin/env bash
# The samples with an attack in every text (hostile.py), built to HTML and opened in Chromium (hostile.mjs).
# usage: tests/conformance/hostile.sh PROGRAM [OUTPUT_FOLDER]
# Chromium, Playwright and PyYAML are those of run.sh.
. "$(dirname "$0")/common.sh"
program=$(realpath "$1")
export PYTHONPATH=$tools/python${PYTHONPATH:+:$PYTHONPATH}

counts=$(python3 "$here/hostile.py" "$program" "$here/../../engagements" "$work/project" 2>"$work/log") &&
  "$program" build -C "$work/project" --format html --output "$work/out" --quiet >"$work/log" 2>&1
status=$?
many=${counts:+ ${counts% *} of ${counts#* }}
say $status "the samples build with an attack in${many:-} texts of descriptors, records and tables, in all prose and the fonts" "$work/log"

if [ "$failed" = 0 ]; then
  # The reports of many periods are of one make: two of each will do.
  find "$work/out" -name '*.html' -printf '%d %h\t%s\t%p\n' | sort -k2,2 -k3,3nr |
    awk -F'\t' '/^[1-3] / || ++seen[$1] <= 2 { print $3 }' >"$work/pages"
  xargs -a "$work/pages" timeout 600 node "$here/hostile.mjs" "$tools" "$work/out" "$work/project/attacks.json" \
    >"$work/judged" 2>&1
  judged=$(grep '^ok ' "$work/judged" | cut -c7-)
  [ -n "$judged" ]
  say $? "${judged:-no attack runs in Chromium}" "$work/judged"
fi
total
