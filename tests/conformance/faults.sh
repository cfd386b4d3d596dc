#!/usr/bin/env bash
# Builds that go wrong: full disks, failing writes, kills at any moment, two builds at once, clocks
# that go back, manifests that were damaged. Each ends with a finding or a right page, the last good
# files stay whole, and the next build puts things right.
# usage: tests/conformance/faults.sh PROGRAM [OUTPUT_FOLDER]     KILLS=20 for a short run
. "$(dirname "$0")/common.sh"
program=$(realpath "$1")
kills=${KILLS:-200}
trap 'umount "$work/small" 2>/dev/null; chmod -R u+w "$work" 2>/dev/null; rm -rf "$work"' EXIT
debian strace=strace faketime=faketime
export SOURCE_DATE_EPOCH=1782000000

mkdir -p "$work/project/engagements/harbour"
cd "$work/project" || exit 2
cat >engagements/harbour/engagement.yaml <<'Y'
customer: {name: Northwind Trading, country: NL}
provider: {name: Nimbus Cloud Services}
project: {name: Harbour}
services:
  - {service: agent-hosting, start: 2026-01-01, end: 2026-03-31}
Y
build() { timeout 60 "$program" build --quiet "$@"; }

# What a right build looks like: every file but the lock and notes on the disk's own state.
build --output "$work/right" >/dev/null 2>&1
tree() { (cd "$1" && find . -type f ! -path './.sowright/*' ! -name '.*' -exec sha256sum {} + | sort -k2); }
tree "$work/right" >"$work/right.sums"
[ "$(wc -l <"$work/right.sums")" -gt 5 ]
say $? "a right build to compare with: $(wc -l <"$work/right.sums") files"

# Every file there is whole: one of the right build, byte for byte. Pages that list documents tell of
# what failed, so they need only have an end.
whole() {
  tree "$1" | while read -r sum path; do
    grep -qF "$sum  $path" "$work/right.sums" && continue
    case $path in
      */index.html) [ "$(tail -c 8 "$1/$path" | tr -d '\n')" = "</html>" ] || echo "$path" ;;
      *) echo "$path" ;;
    esac
  done
}
right() { tree "$1" | cmp -s - "$work/right.sums"; }

told=0 torn=0 mended=0 tries=0
try() { # try FOLDER COMMAND…: a build that fails tells a finding; nothing torn; the next one is right
  local folder=$1
  shift
  tries=$((tries + 1))
  "$@" >"$work/told" 2>&1
  local status=$?
  { [ $status = 1 ] && grep -qE '^error\[[A-Z]+-[0-9]+\]' "$work/told"; } || [ $status = 0 ] && ! grep -q panicked "$work/told" && told=$((told + 1))
  [ -z "$(whole "$folder")" ] || torn=$((torn + 1))
  chmod -R u+w "$folder" 2>/dev/null
  build --output "$folder" >/dev/null 2>&1
  right "$folder" && mended=$((mended + 1))
}
report() { # report WORDS: what the tries came to
  [ $told = $tries ] && [ $torn = 0 ] && [ $mended = $tries ]
  say $? "$1: $tries tries, $told told, $torn torn, $mended right in the next build"
  told=0 torn=0 mended=0 tries=0
}

# A disk that is full: small tmpfs, then room again.
mkdir -p "$work/small"
if mount -t tmpfs -o size=200k tmpfs "$work/small" 2>/dev/null; then
  for size in 100k 200k 300k; do
    rm -rf "$work/small/o"
    mount -o remount,size=$size "$work/small"
    tries=$((tries + 1))
    timeout 60 "$program" build --quiet --output "$work/small/o" >"$work/told" 2>&1
    [ $? = 1 ] && grep -q 'error\[OUT-01\]' "$work/told" && told=$((told + 1))
    [ -z "$(whole "$work/small/o")" ] || torn=$((torn + 1))
    mount -o remount,size=64m "$work/small"
    build --output "$work/small/o" >/dev/null 2>&1
    right "$work/small/o" && mended=$((mended + 1))
  done
  report "a full disk"
  umount "$work/small"
else
  say 0 "a full disk: left out, this machine mounts nothing"
fi

# Calls of the system that fail, one after another.
for call in rename,renameat,renameat2:EIO write:ENOSPC write:EIO fsync,fdatasync:EIO openat:EMFILE mkdir,mkdirat:EROFS; do
  names=${call%%:*} error=${call##*:}
  for when in 1 4 9; do
    rm -rf "$work/o"
    mkdir "$work/o"
    try "$work/o" timeout 60 strace -f -qq -o /dev/null -P "$work/o" -P "$work/o/.sowright" -P "$work/o/harbour" \
      -e trace="$names" -e inject="$names:error=$error:when=$when" "$program" build --quiet --output "$work/o"
  done
done
report "calls that fail (rename, write, fsync, open, mkdir)"

# A build over good files whose writes fail leaves the good files.
build --output "$work/o" >/dev/null 2>&1
sed -i 's/Northwind Trading/Southwind Trading/' engagements/harbour/engagement.yaml
before=$(tree "$work/o")
timeout 60 strace -f -qq -o /dev/null -e trace=rename,renameat,renameat2 \
  -e inject=rename,renameat,renameat2:error=EIO "$program" build --quiet --output "$work/o" >"$work/told" 2>&1
status=$?
[ $status = 1 ] && [ "$before" = "$(tree "$work/o")" ] && grep -q 'error\[OUT-01\]' "$work/told"
say $? "with every rename failing the last good files stay, and a finding says so"
sed -i 's/Southwind Trading/Northwind Trading/' engagements/harbour/engagement.yaml

# Kills at any moment; every other one over an output of another text.
rm -rf "$work/o"
start=$(date +%s%N)
build --output "$work/o" >/dev/null 2>&1
took=$((($(date +%s%N) - start) / 1000000))
rm -rf "$work/o"
torn=0 wrong=0 killed=0
for n in $(seq 1 "$kills"); do
  [ $((n % 4)) = 1 ] && rm -rf "$work/o"
  "$program" build --quiet --force --output "$work/o" >/dev/null 2>&1 &
  pid=$!
  sleep "$(awk -v t="$took" -v r="$RANDOM" 'BEGIN { printf "%.3f", t * r / 32768 / 1000 }')"
  kill -9 $pid 2>/dev/null && killed=$((killed + 1))
  wait $pid 2>/dev/null
  [ ! -d "$work/o" ] || [ -z "$(whole "$work/o")" ] || { torn=$((torn + 1)) && whole "$work/o" | sed 's/^/      torn: /'; }
  if [ $((n % 5)) = 0 ]; then
    build --output "$work/o" >/dev/null 2>&1
    right "$work/o" || wrong=$((wrong + 1))
  fi
done
[ $torn = 0 ] && [ $wrong = 0 ] && [ $killed -gt 0 ]
say $? "$killed of $kills builds killed at random moments: $torn torn files, $wrong wrong builds after"

# Two at once: one builds, the other waits or says why not; the files are right.
torn=0 wrong=0
for n in 1 2 3; do
  rm -rf "$work/o"
  build --output "$work/o" >"$work/one" 2>&1 &
  one=$!
  build --output "$work/o" >"$work/two" 2>&1
  two=$?
  wait $one
  one=$?
  { [ $one = 0 ] || [ $two = 0 ]; } || wrong=$((wrong + 1))
  for status in "$one one" "$two two"; do
    [ "${status% *}" = 0 ] || grep -q 'error\[OUT-02\]' "$work/${status#* }" || wrong=$((wrong + 1))
  done
  build --output "$work/o" >/dev/null 2>&1
  right "$work/o" || torn=$((torn + 1))
done
[ $torn = 0 ] && [ $wrong = 0 ]
say $? "two builds at once, three times: $wrong without an answer, $torn wrong results"

# A clock that was set back or runs ahead changes nothing; neither do files touched in the future.
build --output "$work/o" >/dev/null 2>&1
faketime '2001-01-01 00:00:00' "$program" build --quiet --output "$work/o" >/dev/null 2>&1
back=$?
right "$work/o" && [ $back = 0 ]
back=$?
touch -d '2040-01-01' engagements/harbour/engagement.yaml
sed -i 's/Northwind/Eastwind/' engagements/harbour/engagement.yaml
touch -d '2001-01-01' engagements/harbour/engagement.yaml
build --output "$work/o" >/dev/null 2>&1
grep -rq 'Eastwind' "$work/o" --include=*.html
changed=$?
sed -i 's/Eastwind/Northwind/' engagements/harbour/engagement.yaml
touch -d '2001-01-01' engagements/harbour/engagement.yaml
build --output "$work/o" >/dev/null 2>&1
right "$work/o" && [ $back = 0 ] && [ $changed = 0 ]
say $? "a clock set back, and files of the past and the future: what changed is built"

# Manifests, files and folders that others damaged.
damage() { # damage WORDS COMMAND
  rm -rf "$work/o"
  build --output "$work/o" >/dev/null 2>&1
  (cd "$work/o" && eval "$2") >/dev/null 2>&1
  build --output "$work/o" >"$work/told" 2>&1
  local status=$?
  tries=$((tries + 1))
  [ $status -le 1 ] && ! grep -q panicked "$work/told" && told=$((told + 1))
  build --output "$work/o" >/dev/null 2>&1
  right "$work/o" && mended=$((mended + 1))
}
page=harbour/statement-of-work.html
damage "no manifest" 'rm .sowright/manifest.json'
damage "an empty manifest" ': >.sowright/manifest.json'
damage "half a manifest" 'head -c 300 .sowright/manifest.json >x; mv x .sowright/manifest.json'
damage "a manifest of noise" 'head -c 4000 /dev/urandom >.sowright/manifest.json'
damage "a manifest of lists" 'echo "[[1,2],{}]" >.sowright/manifest.json'
damage "a deep manifest" 'printf "%0100000d" 0 | tr 0 "[" >.sowright/manifest.json'
damage "a manifest of the future" 'sed -i "s/\"version\": *[0-9]*/\"version\": 99/" .sowright/manifest.json'
damage "no state at all" 'rm -r .sowright'
damage "a file gone" "rm $page"
damage "a file of another length" "echo x >>$page"
damage "a folder gone" 'rm -r harbour/agent-hosting'
damage "all state files emptied" 'for f in .sowright/*; do [ -f "$f" ] && : >"$f"; done'
[ $told = $tries ] && [ $mended = $tries ]
say $? "damaged or vanished manifests and files: $tries ways, $told without a crash, $mended right after"
told=0 mended=0 tries=0

# A build looks at lengths; `--check` reads every file, and finds other bytes of the same length.
rm -rf "$work/o"
build --output "$work/o" >/dev/null 2>&1
(cd "$work/o" && tr a b <"$page" >x && mv x "$page")
build --check --output "$work/o" >"$work/told" 2>&1
checked=$?
build --force --output "$work/o" >/dev/null 2>&1
[ $checked = 1 ] && grep -q 'error\[OUT-04\]' "$work/told" && right "$work/o"
say $? "a file of other bytes and the same length: --check tells, --force mends"

# Folders that may not be written; root may write anywhere, so another user tries.
if [ "$(id -u)" = 0 ] && command -v runuser >/dev/null && id nobody >/dev/null 2>&1; then
  cp "$program" "$work/program"
  chmod 755 "$work" "$work/program"
  rm -rf "$work/o"
  build --output "$work/o" >/dev/null 2>&1
  before=$(tree "$work/o")
  runuser -u nobody -- env SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH "$work/program" build --quiet --force --output "$work/o" >"$work/told" 2>&1
  status=$?
  [ $status = 1 ] && grep -qE 'error\[OUT-0[12]\]' "$work/told" && [ "$before" = "$(tree "$work/o")" ]
  say $? "a folder that may not be written: a finding, and the files stay"
fi

total
