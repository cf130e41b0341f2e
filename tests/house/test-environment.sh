#!/bin/bash
# test-environment.sh PROJECT: how build-aux makes, repairs and updates its root, with stand-ins for mmdebstrap, bwrap and apt.
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later

set -euo pipefail
project=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/bin" "$work/tree/usr/bin" "$work/tree/usr/share/i18n/locales" "$work/project/build-aux"
cp "$project/build-aux/environment.sh" "$work/project/build-aux/"
printf '[build]\nmeson\ngcc\n[check]\nclang\n' >"$work/project/build-aux/packages"
printf '#!/bin/sh\n' >"$work/tree/usr/bin/meson"
chmod +x "$work/tree/usr/bin/meson"
touch "$work/tree/usr/share/i18n/locales/de_DE"
cat >"$work/bin/mmdebstrap" <<'STUB'
#!/bin/bash
echo "mmdebstrap $*" >>"$MW_TEST_CALLS"
[ -z "${MW_TEST_BREAK:-}" ] || { tar -C "$MW_TEST_TREE" -cf - ./usr/share; exit 1; }
tar -C "$MW_TEST_TREE" -cf - .
STUB
cat >"$work/bin/bwrap" <<'STUB'
#!/bin/bash
echo "bwrap $*" >>"$MW_TEST_CALLS"
STUB
printf '#!/bin/sh\nexit 0\n' >"$work/bin/newuidmap"
# A host whose packages are too old.
printf '#!/bin/sh\nexit 1\n' >"$work/bin/pkg-config"
chmod +x "$work/bin"/*
export MW_TEST_CALLS=$work/calls MW_TEST_TREE=$work/tree PATH=$work/bin:$PATH MILLWRIGHT_NATIVE=0 XDG_CACHE_HOME=$work/cache
: >"$MW_TEST_CALLS"

number=0 failed=0
check ()
{
  number=$((number + 1))
  if eval "$2"; then echo "ok $number - $1"; else echo "not ok $number - $1"; failed=1; sed 's/^/# /' "$MW_TEST_CALLS"; fi
}
prepare () { (set -euo pipefail; . "$work/project/build-aux/environment.sh"; mw_prepare "$@") >"$work/output" 2>&1; }
calls () { grep -c "^$1" "$MW_TEST_CALLS" || true; }

status=0; MW_TEST_BREAK=1 prepare build || status=$?
check 'a set-up that breaks fails and names its log' '[ $status = 1 ] && grep -q "The whole log: .*make-root.log" "$work/output"'
check 'and leaves no root that looks ready' '[ ! -e "$work/cache/millwright/debian-13" ]'

mkdir -p "$work/cache/millwright/debian-13.new/half"
mkdir -p "$work/cache/millwright/debian-13/usr"
: >"$MW_TEST_CALLS"; prepare build
check 'an interrupted set-up is done again' '[ "$(calls mmdebstrap)" = 1 ] && [ ! -e "$work/cache/millwright/debian-13.new" ]'
check 'with the packages of the named section only' 'grep -q "include=gcc,meson " "$MW_TEST_CALLS"'
check 'and is then ready' '[ -x "$work/cache/millwright/debian-13/usr/bin/meson" ]'

: >"$MW_TEST_CALLS"; prepare build
check 'the second time nothing is installed' '[ ! -s "$MW_TEST_CALLS" ]'

printf '[build]\nmeson\ngcc\ngettext\n[check]\nclang\n' >"$work/project/build-aux/packages"
: >"$MW_TEST_CALLS"; prepare build
check 'a changed list updates the root' '[ "$(( $(calls mmdebstrap) + $(calls bwrap) ))" = 1 ] && grep -q gettext "$MW_TEST_CALLS"'
: >"$MW_TEST_CALLS"; prepare build
check 'once' '[ ! -s "$MW_TEST_CALLS" ]'

: >"$MW_TEST_CALLS"; prepare build check
check 'the tests need more packages' 'grep -q clang "$MW_TEST_CALLS"'
: >"$MW_TEST_CALLS"; prepare build
check 'which stay when only the program is built' '[ ! -s "$MW_TEST_CALLS" ]'

: >"$MW_TEST_CALLS"; LANG=de_DE.UTF-8 prepare build
check "the user's language is made" 'grep -q "localedef .*de_DE" "$MW_TEST_CALLS"'
: >"$MW_TEST_CALLS"; LANG='../../x' prepare build
check 'and no name that is a path' '[ ! -s "$MW_TEST_CALLS" ]'

if [ "$(id -u)" = 0 ]; then
  (set -euo pipefail; . "$work/project/build-aux/environment.sh"; mw_native=; HOME=$work/home XDG_RUNTIME_DIR=$work/run DBUS_SESSION_BUS_ADDRESS=unix:path=$work/bus; mkdir -p "$HOME" "$XDG_RUNTIME_DIR"; touch "$work/bus"; : >"$MW_TEST_CALLS"; mw_enter true)
  check 'home, runtime folder and bus are bound' 'grep -q -- "--bind $work/home $work/home" "$MW_TEST_CALLS" && grep -q -- "--bind $work/run $work/run" "$MW_TEST_CALLS" && grep -q -- "--bind $work/bus $work/bus" "$MW_TEST_CALLS"'
  check 'no user namespace is asked for' '! grep -q unshare-user "$MW_TEST_CALLS"'
else
  echo "ok $((number += 1)) - binds # SKIP as an ordinary user the stand-ins differ"
fi
echo "1..$number"
exit $failed
