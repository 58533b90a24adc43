#!/usr/bin/env bash
# The one entry: builds, shows, checks, measures and packs Earshot.
# Installs what it needs, or says in one line what is missing and how to get it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  cat <<'TEXT'
usage: ./build.sh COMMAND

  build               dist/chrome and dist/firefox, loadable as they are
  demo [--firefox] [--headed]
                      listens to the demo pages; without a display it prints
                      what was flagged and leaves screenshots in target/demo/
  test                everything CI checks
  bench [PART…]       matcher, page, judge and sizes, against their peers
                      → bench/RESULTS.md; without a PART all of them
  package             store zip, xpi and source archive in dist/packages/
TEXT
}

step() { printf '\n== %s (%s)\n' "$*" "$(date +%T)"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }
has() { command -v "$1" > /dev/null; }

need_rust() {
  # A shell that has just run rustup's installer does not have it in its PATH yet.
  PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"
  has cargo || fail 'Rust is missing: install it with rustup (https://rustup.rs), 1.91 or later.'
  local wasm32="$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown"
  [[ -d $wasm32 ]] && return
  has rustup || fail 'The Rust target wasm32-unknown-unknown is missing, and so is rustup, which installs it.'
  step 'installing the Rust target wasm32-unknown-unknown'
  rustup target add wasm32-unknown-unknown
}

need_node() {
  has npm || fail 'Node is missing: install version 20 or later (https://nodejs.org).'
  # npm writes this file last: it is there, and newer, once an install is complete.
  [[ node_modules/.package-lock.json -nt package-lock.json ]] && return
  step 'installing node_modules'
  npm ci --no-audit --no-fund
}

# Browsers and their drivers, from Debian's packages where they have them.
need_browsers() {
  local missing=()
  has chromium || missing+=(chromium)
  has chromedriver || missing+=(chromium-driver)
  has firefox-esr || has firefox || missing+=(firefox-esr)
  if ((${#missing[@]})); then
    local install="apt-get install --yes --no-install-recommends ${missing[*]}"
    has apt-get || fail "Missing: ${missing[*]} (Debian's names); install them with your system's packages."
    [[ $(id -u) -eq 0 ]] || fail "Missing: ${missing[*]}. Run: sudo apt-get update && sudo $install"
    step "installing ${missing[*]}"
    apt-get update --quiet=2
    DEBIAN_FRONTEND=noninteractive $install
  fi
  if ! has geckodriver; then
    step 'installing geckodriver'
    cargo install geckodriver --locked --version 0.37.1
  fi
}

build() {
  need_rust
  need_node
  step 'building the extension'
  cargo run --package xtask -- build
}

# What the browsers' own rules say about the packages. The linter is Firefox's:
# it knows neither Chrome's manifest keys nor its permissions, and the code is
# the same in both.
lint_extension() {
  step 'linting the extension'
  node_modules/.bin/web-ext lint --no-config-discovery --warnings-as-errors --source-dir dist/firefox
}

demo() {
  build
  need_browsers
  step 'starting the demo'
  cargo run --quiet --package earshot-browser-tests --bin demo -- "$@"
}

run_tests() {
  build
  need_browsers
  step 'formatting'
  cargo fmt --check
  step 'type-checking JavaScript'
  npm run --silent types
  lint_extension
  step 'linting Rust'
  cargo clippy --quiet --workspace --all-targets -- --deny warnings
  cargo clippy --quiet --target wasm32-unknown-unknown \
    --package earshot-background --package earshot-panel --package earshot-webext -- --deny warnings
  step 'testing'
  cargo test --workspace --no-fail-fast
  step 'all is well'
}

bench() {
  build
  need_browsers
  step 'measuring'
  cargo run --quiet --package earshot-bench -- "$@"
}

package() {
  build
  step 'packing'
  cargo run --quiet --package xtask -- package
  lint_extension
}

command="${1:-}"
shift || true
case "$command" in
  build | demo | bench | package) "$command" "$@" ;;
  test) run_tests ;;
  help | --help) usage ;;
  *) usage >&2; exit 2 ;;
esac
