#!/usr/bin/env bash
# Names in Arabic, Chinese (both forms) and Devanagari inside English documents, judged by others'
# programs: poppler reads the names, veraPDF's engine accepts the files, no sign is missing.
# usage: tests/conformance/scripts.sh PROGRAM
# Fonts come from Debian's fonts-noto-core and fonts-noto-cjk, veraPDF's engine as in run.sh.
# One line for each promise, then `N passed, N failed`.
. "$(dirname "$0")/common.sh"
program=$(realpath "$1")

fonts=(
  /usr/share/fonts/truetype/noto/NotoSansArabic-{Regular,Bold}.ttf
  /usr/share/fonts/truetype/noto/NotoSansDevanagari-{Regular,Bold}.ttf
  /usr/share/fonts/opentype/noto/NotoSansCJK-{Regular,Bold}.ttc
)
debian pdftotext=poppler-utils "${fonts[0]}=fonts-noto-core" "${fonts[4]}=fonts-noto-cjk"

cp -r "$here/scripts" "$work/project"
mkdir -p "$work/project/templates/fonts"
cp "${fonts[@]}" "$work/project/templates/fonts/"
"$program" build -C "$work/project" --output "$work/out" --quiet --allow NAR-03 >"$work/log" 2>&1
say $? "an engagement with names in four scripts builds, so no sign lacks a font" "$work/log"

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

vera "$work/pdf" >"$work/vera" 2>&1
grep -q "^judged $pdfs 0$" "$work/vera"
say $? "veraPDF's engine accepts all of them as PDF/UA-1 and PDF/A-3a: $(tail -1 "$work/vera")" "$work/vera"

# Each run of words from the right stands in an element that sets it apart.
page=$work/out/oasis/hosting/monthly-project-om-report/2026-04.html
grep -q '<bdi>هند الصواري</bdi>, <bdi>سامي النضوان</bdi> and' "$page" && grep -q '<bdi>بوابة المرضى</bdi> stood still for 42 minutes' "$page"
say $? "the page sets names from the right apart from what stands beside them"

total
