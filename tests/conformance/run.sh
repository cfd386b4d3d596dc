#!/usr/bin/env bash
# Others' programs judge what sowright built and what it tells: qpdf, poppler, mupdf, veraPDF's engine,
# pdfua, the Nu HTML checker, axe-core in Chromium, Microsoft's SARIF tool, and calendar readers.
# usage: tests/conformance/run.sh PROGRAM OUTPUT_FOLDER
# Installs what it needs (packages of Debian, PyPI and npm) into $TOOLS.
# One line for each promise, then `N passed, N failed`.
. "$(dirname "$0")/common.sh"
program=$(realpath "$1") out=$(realpath "$2")

debian qpdf=qpdf pdffonts=poppler-utils mutool=mupdf-tools chromium=chromium
npm_packages commonmark-spec@0.31.2 axe-core@4.14.1 playwright-core@1.65.1 @microsoft/sarif-multitool-linux@5.7.0 vnu-jar@26.9.27
vnu=$tools/node_modules/vnu-jar/build/dist/vnu.jar
sarif=$tools/node_modules/@microsoft/sarif-multitool-linux
python_packages icalendar,vobject icalendar==6.3.1 vobject==0.9.9
python_packages jsonschema,pdfua jsonschema==4.26.0 pdfua==0.1.3
python_packages yaml,pre_commit PyYAML==6.0.3 pre-commit==4.5.1

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

vera "$work/pdf" >"$work/vera" 2>&1
grep -q "^judged $pdfs 0$" "$work/vera"
say $? "veraPDF's engine accepts all PDF files as PDF/UA-1 and PDF/A-3a: $(tail -1 "$work/vera")" "$work/vera"

# mupdf of Debian says on each file that it has no colour profiles of its own.
bad=$(xargs -a "$work/pdf" -P 2 -I{} sh -c 'mutool draw -q -r 18 -F pnm -o /dev/null "{}" 2>&1 | grep -qv "^warning: ICC support" && echo "{}"')
[ -z "$bad" ]
say $? "mupdf draws all pages of $pdfs PDF files without a warning ${bad:+: $bad}"

python3 "$here/families.py" "$out" >"$work/families"
families=$(cut -f1 "$work/families" | sort -u | wc -l)
cut -f3 "$work/families" | xargs python3 -m pdfua check --min-severity warning --certain-only >"$work/pdfua" 2>&1
status=$?
grep -E "^  \[" "$work/pdfua" | sort | uniq -c >"$work/told"
say $status "pdfua finds no table without header cells, nothing untagged, in $(wc -l <"$work/families") files of $families families" "$work/told"

while read -r pdf; do printf '%s\t%s\t%s\n' "$(basename "$pdf" .pdf)" "${pdf%.pdf}.html" "$pdf"; done <"$work/pdf" >"$work/pairs"
python3 "$here/same_words.py" "$work/pairs" >"$work/told" 2>&1
say $? "poppler reads the words of the HTML from the PDF in the same order: $(tail -1 "$work/told")" "$work/told"

# The Nu checker says that `data:` images are blocked by a policy which allows them: left out.
xargs -a "$work/html" java -Xss8m -jar "$vnu" --Werror --format gnu \
  --filterpattern '.*image .data:image.*blocked by .img-src. directive.*' >"$work/nu" 2>&1
say $? "the Nu HTML checker has nothing to say on $pages pages" "$work/nu"

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

python3 "$here/findings.py" "$program" "$sarif/sarif-2.1.0.json" "$work/merged.sarif" >"$work/told" 2>&1
say $? "JSON by its schema, SARIF by the published schema and the form for GitHub say the same: $(tail -1 "$work/told")" "$work/told"

chmod +x "$sarif/Sarif.Multitool"
DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$sarif/Sarif.Multitool" validate "$work/merged.sarif" --output "$work/judged.sarif" \
  --log ForceOverwrite --level 'Error;Warning;Note' --kind Fail --rule-kind 'Sarif;Ghas' >/dev/null 2>&1
python3 "$here/sarif_remarks.py" "$work/judged.sarif" >"$work/told" 2>&1
say $? "Microsoft's SARIF tool has no error: $(tail -1 "$work/told")" "$work/told"

"$program" register --format ics >"$work/register.ics" 2>/dev/null
"$program" register --format csv >"$work/register.csv" 2>/dev/null
python3 "$here/due_dates.py" "$work/register.ics" "$work/register.csv" >"$work/told" 2>&1
say $? "icalendar and vobject read the same calendar, which is the register: $(tail -1 "$work/told")" "$work/told"

python3 "$here/ci.py" "$program" >"$work/told" 2>&1
say $? "the steps of docs/ci.md do what it says: $(tail -1 "$work/told")" "$work/told"

# GFM's own specification comes with the source of Debian's cmark-gfm, which has its list of sources
# to itself here. The examples run inside the crate's own tests, where a cargo and its registry are.
if [ ! -e "$tools/gfm/test/spec.txt" ]; then
  mkdir -p "$work/gfm/lists/partial" "$tools/gfm"
  own=$work/gfm/own.sources
  sed 's/^Types:.*/Types: deb-src/' /etc/apt/sources.list.d/debian.sources >"$own" 2>/dev/null ||
    { own=$work/gfm/own.list && sed -n 's/^deb /deb-src /p' /etc/apt/sources.list >"$own"; }
  own=(-o "Dir::Etc::sourcelist=$own" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$work/gfm/lists"
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=)
  (cd "$work/gfm" && apt-get update -qq "${own[@]}" && apt-get source -qq --download-only "${own[@]}" cmark-gfm) >/dev/null 2>&1
  tar -xzf "$work"/gfm/cmark-gfm_*.orig.tar.gz -C "$tools/gfm" --strip-components 1 --wildcards '*/test/*.txt'
fi
crate=$(cd "$here/../.." && cargo metadata --format-version 1 --offline 2>/dev/null |
  python3 -c 'import json, sys; print(*[p["manifest_path"][:-11] for p in json.load(sys.stdin)["packages"] if p["name"] == "pulldown-cmark"])')
node "$here/commonmark.mjs" "$tools" "$crate" >"$work/commonmark.json" 2>"$work/commonmark" &&
  (cd "$here/../.." && SOWRIGHT_COMMONMARK=$work/commonmark.json cargo test --quiet -- commonmark_examples --nocapture) >"$work/commonmark" 2>&1
say $? "CommonMark 0.31.2, GFM and further extensions keep every word in both formats: $(grep 'examples,' "$work/commonmark" | tail -1)" "$work/commonmark"

# Scripts beside this one judge more; each prints lines of the same form.
for more in editor scripts faults hostile supply; do
  [ -x "$here/$more.sh" ] || continue
  judged=$("$here/$more.sh" "$program" "$out" 2>&1)
  status=$?
  echo "$judged"
  good=$(grep -c '^ok ' <<<"$judged") bad=$(grep -c '^FAIL ' <<<"$judged")
  passed=$((passed + good)) failed=$((failed + bad))
  [ "$status" = 0 ] || [ "$bad" -gt 0 ] || say 1 "$more.sh comes to its end"
done

total
