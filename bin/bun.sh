# Sourced by the commands beside it. Goes to the project's folder, finds the Bun that package.json pins or fetches it
# into .tools/, and installs the dependencies. Afterwards `bun` on the PATH is that Bun.

say() { printf '%s\n' "$*" >&2; }
stop() { say "$(basename "$0"): $*"; exit 1; }

# A relative data folder means the caller's folder, so it is resolved before this script leaves it.
case ${DATA_DIR-} in
  '' | /*) ;;
  *) DATA_DIR=$PWD/$DATA_DIR; export DATA_DIR ;;
esac

cd "$(dirname "$0")/.." || exit 1
project=$(pwd -P)
tools=$project/.tools
wanted=$(sed -n 's/.*"packageManager": *"bun@\([0-9][0-9.]*\)".*/\1/p' package.json)
[ -n "$wanted" ] || stop 'package.json names no packageManager "bun@x.y.z"'

is_wanted() { [ -x "$1" ] && [ "$("$1" --version 2>/dev/null)" = "$wanted" ]; }

find_bun() {
  for candidate in "$(command -v bun 2>/dev/null)" "$tools/node_modules/.bin/bun" "$tools/bin/bun"; do
    if [ -n "$candidate" ] && is_wanted "$candidate"; then
      bun=$candidate
      return 0
    fi
  done
  return 1
}

# The package of another manager: its install step puts the program for this machine in place.
with_npm() {
  npm install --prefix "$tools" --no-save --no-package-lock --no-audit --no-fund --loglevel=error "bun@$wanted" >&2 || return 1
  is_wanted "$tools/node_modules/.bin/bun" && return 0
  # Where install scripts are switched off, the step is run by hand.
  (cd "$tools/node_modules/bun" && node install.js >&2)
}

with_other_bun() {
  bun add --cwd "$tools" --exact --trust "bun@$wanted" >&2
}

release_name() {
  case "$(uname -s)" in
    Linux) system=linux ;;
    Darwin) system=darwin ;;
    *) return 1 ;;
  esac
  case "$(uname -m)" in
    x86_64 | amd64) machine=x64 ;;
    aarch64 | arm64) machine=aarch64 ;;
    *) return 1 ;;
  esac
  suffix=
  if [ $system = linux ]; then
    [ $machine = x64 ] && ! grep -qw avx2 /proc/cpuinfo 2>/dev/null && suffix=-baseline
    if [ -n "$(ls /lib/ld-musl-* 2>/dev/null)" ]; then suffix=-musl$suffix; fi
  fi
  echo "bun-$system-$machine$suffix"
}

unpack() {
  if command -v unzip >/dev/null 2>&1; then unzip -qo "$1" -d "$2"
  elif command -v bsdtar >/dev/null 2>&1; then bsdtar -xf "$1" -C "$2"
  elif command -v python3 >/dev/null 2>&1; then python3 -m zipfile -e "$1" "$2"
  else say 'Bun comes as a zip file: install unzip, or install npm.'; return 1
  fi
}

check_sum() {
  if command -v sha256sum >/dev/null 2>&1; then sum=$(sha256sum "$1")
  elif command -v shasum >/dev/null 2>&1; then sum=$(shasum -a 256 "$1")
  else say 'Neither sha256sum nor shasum is here to check the download with.'; return 1
  fi
  grep -q "^${sum%% *} .*$2\$" "$3" || { say 'The download does not match its published checksum.'; return 1; }
}

with_curl() {
  name=$(release_name) || { say "There is no Bun for $(uname -s) $(uname -m)."; return 1; }
  from=https://github.com/oven-sh/bun/releases/download/bun-v$wanted
  say "Downloading Bun $wanted …"
  curl -fsSL --retry 2 -o "$tools/bun.zip" "$from/$name.zip" &&
    curl -fsSL --retry 2 -o "$tools/SHASUMS256.txt" "$from/SHASUMS256.txt" &&
    check_sum "$tools/bun.zip" "$name.zip" "$tools/SHASUMS256.txt" &&
    unpack "$tools/bun.zip" "$tools" &&
    mkdir -p "$tools/bin" && mv "$tools/$name/bun" "$tools/bin/bun" && chmod +x "$tools/bin/bun"
}

fetch_bun() {
  mkdir -p "$tools"
  # Without a package of its own the folder would count as part of the project around it.
  echo '{ "private": true }' >"$tools/package.json"
  tried=
  for way in npm bun curl; do
    command -v $way >/dev/null 2>&1 || continue
    tried="$tried $way"
    case $way in
      npm) with_npm ;;
      bun) with_other_bun ;;
      curl) with_curl ;;
    esac
    find_bun && return 0
  done
  [ -n "$tried" ] || stop "this needs Bun $wanted, or npm or curl to fetch it. Install one of them, e.g. from https://bun.sh"
  stop "Bun $wanted could not be fetched with:$tried. See the messages above, or install it from https://bun.sh"
}

find_bun || fetch_bun
PATH=$(dirname "$bun"):$PATH
export PATH

# What the installed packages depend on; as long as it is unchanged there is nothing to install.
installed_for=$({ echo "$wanted"; cat package.json tools/*/package.json bun.lock; } | cksum)
stamp=node_modules/.installed-for
if [ "$(cat "$stamp" 2>/dev/null)" != "$installed_for" ]; then
  say 'Installing the dependencies …'
  "$bun" install --frozen-lockfile --silent >&2 || stop 'the dependencies could not be installed'
  echo "$installed_for" >"$stamp"
fi
