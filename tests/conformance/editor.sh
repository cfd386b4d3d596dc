#!/usr/bin/env bash
# An editor's own engine judges the schemas: yaml-language-server (VS Code, Neovim and others run it)
# completes, explains and checks a sample by its first line alone; check-jsonschema judges all files.
# usage: tests/conformance/editor.sh PROGRAM
# Installs what it needs (npm and PyPI packages) into $TOOLS.
# One line for each promise, then `N passed, N failed`.
set -u -o pipefail
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
tools=${TOOLS:-$HOME/.cache/sowright-conformance}
mkdir -p "$tools"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
say() { # say STATUS TEXT
  if [ "$1" = 0 ]; then passed=$((passed + 1)); echo "ok    $2"; else failed=$((failed + 1)); echo "FAIL  $2"; fi
}

[ -e "$tools/node_modules/yaml-language-server" ] && [ -e "$tools/node_modules/vscode-jsonrpc" ] ||
  npm install --silent --ignore-scripts --no-audit --no-fund --prefix "$tools" yaml-language-server@1.25.0 vscode-jsonrpc@8.2.0 >/dev/null
judge=$tools/schema/bin/check-jsonschema
[ -x "$judge" ] || python3 -m pip install --quiet --target "$tools/schema" check-jsonschema==0.39.0
judge() { PYTHONPATH=$tools/schema python3 -m check_jsonschema "$@"; }

"$program" schema --write -C "$root" >"$work/written"
say $? "schema --write writes $(wc -l <"$work/written") schemas"
judge --check-metaschema "$root"/schemas/*.json >"$work/meta" 2>&1
status=$?
[ $status = 0 ] || head -20 "$work/meta"
say $status "check-jsonschema accepts every schema as JSON Schema 2020-12"

check() { # check SCHEMA FILES...
  local schema=$1 status
  shift
  judge --schemafile "$root/schemas/$schema.json" "$@" >"$work/files" 2>&1
  status=$?
  [ $status = 0 ] || head -20 "$work/files"
  say $status "check-jsonschema accepts $# files by schemas/$schema.json"
}
check engagement "$root"/engagements/*/engagement.yaml
check records "$root"/engagements/*/records/*.yaml
check ledger "$root"/engagements/*/ledger.yaml
check catalog "$root"/catalog/*.yaml "$root/templates/families.yaml"

# What `new` writes in an empty project, with mistakes put in.
"$program" new harbour -C "$work" --customer Northwind --country NL --provider Nimbus --service M04 \
  --start 2026-01-01 --end 2026-12-31 >/dev/null 2>&1
file=$work/engagements/harbour/engagement.yaml
NODE_MODULES=$tools node "$here/editor.mjs" "$file" >"$work/talk" 2>&1
status=$?
cat "$work/talk"
passed=$((passed + $(grep -c '^ok' "$work/talk"))) failed=$((failed + $(grep -c '^FAIL' "$work/talk")))
[ $status = 0 ] || grep -q '^FAIL' "$work/talk" || say 1 "the editor's engine answers"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
