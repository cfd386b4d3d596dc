#!/usr/bin/env bash
# rustc for tests/fuzz/guided.sh: the crates named here count which of their edges are reached.
name=
for ((index = 1; index <= $#; index++)); do
  [ "${!index}" != --crate-name ] || { next=$((index + 1)) && name=${!next}; }
done
case $name in
  sowright | guided | pulldown_cmark | granit_parser | csv | csv_core)
    exec "$@" -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
      -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
      -Cllvm-args=-sanitizer-coverage-trace-compares
    ;;
  *) exec "$@" ;;
esac
