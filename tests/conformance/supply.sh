#!/usr/bin/env bash
# What the program is made of: licences, sources and versions of all crates, by cargo-deny.
# usage: tests/conformance/supply.sh
# One line for each promise, then `N passed, N failed`.
. "$(dirname "$0")/common.sh"

crates=$(cd "$here/../.." && cargo metadata --format-version 1 --offline 2>/dev/null |
  python3 -c 'import json, sys; print(len(json.load(sys.stdin)["packages"]))')
cargo_deny check licenses bans sources >"$work/deny" 2>&1
say $? "cargo-deny accepts licences, sources and versions of $crates crates: $(tail -1 "$work/deny")" "$work/deny"

# The database of advisories is a repository elsewhere: judged where it can be reached.
cargo_deny fetch db >"$work/fetch" 2>&1
if [ $? = 0 ]; then
  cargo_deny check --disable-fetch advisories >"$work/advisories" 2>&1
  say $? "no advisory is open against any of them: $(tail -1 "$work/advisories")" "$work/advisories"
else
  echo "--    advisories are left out: their database cannot be reached from here"
fi

total
