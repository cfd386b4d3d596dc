#!/usr/bin/env bash
# Coverage guides a target of tests/fuzz: libFuzzer keeps what reaches code that nothing reached before,
# and goes on from there. On stable Rust, with a C++ compiler.
# usage: tests/fuzz/guided.sh TARGET [SECONDS]     yaml csv narrative project markdown terms moments
# What it keeps lies in target/guided/kept/TARGET, what fails in target/guided/found/TARGET.
set -euo pipefail
target=$1 seconds=${2:-600}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}/guided
# The wrapper has the program, the readers it stands on and the targets count what they reach.
export RUSTC_WRAPPER=$here/instrumented.sh
[ -e "$here/guided/Cargo.lock" ] || cp "$root/Cargo.lock" "$here/guided/Cargo.lock"
cargo build --manifest-path "$here/guided/Cargo.toml"
kept=$CARGO_TARGET_DIR/kept/$target found=$CARGO_TARGET_DIR/found/$target seeds=$here/seeds/$target
mkdir -p "$kept" "$found"
[ -d "$seeds" ] || seeds=$kept
FUZZ_TARGET=$target exec "$CARGO_TARGET_DIR/debug/guided" "$kept" "$seeds" \
  -artifact_prefix="$found/" -max_total_time="$seconds" -max_len=8192 -timeout=30 -rss_limit_mb=4096 -print_final_stats=1
