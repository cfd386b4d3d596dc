#!/usr/bin/env bash
# An editor's own engine judges the schemas: yaml-language-server (VS Code, Neovim and others run it)
# completes, explains and checks a sample by its first line alone; check-jsonschema judges all files.
# usage: tests/conformance/editor.sh PROGRAM
# Installs what it needs (npm and PyPI packages) into $TOOLS.
# One line for each promise, then `N passed, N failed`.
. "$(dirname "$0")/common.sh"
program=$(realpath "$1")
root=$(cd "$here/../.." && pwd)

npm_packages yaml-language-server@1.25.0 vscode-jsonrpc@8.2.0
judge=$tools/schema/bin/check-jsonschema
[ -x "$judge" ] || python3 -m pip install --quiet --target "$tools/schema" check-jsonschema==0.39.0
judge() { PYTHONPATH=$tools/schema python3 -m check_jsonschema "$@"; }

"$program" schema --write -C "$root" >"$work/written"
say $? "schema --write writes $(wc -l <"$work/written") schemas"
judge --check-metaschema "$root"/schemas/*.json >"$work/meta" 2>&1
say $? "check-jsonschema accepts every schema as JSON Schema 2020-12" "$work/meta"

check() { # check SCHEMA FILES...
  local schema=$1
  shift
  judge --schemafile "$root/schemas/$schema.json" "$@" >"$work/files" 2>&1
  say $? "check-jsonschema accepts $# files by schemas/$schema.json" "$work/files"
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

total
