# environment.sh: where Millwright is built and run; sourced by build-aux/run and build-aux/check
#
# Copyright 2026 The Millwright developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A host whose GTK and libadwaita are new enough is used as it is ("native"). Elsewhere everything happens in a Debian 13
# root, made once in the user's cache folder with mmdebstrap and entered with bubblewrap. Either way the paths of the
# project, of the home folder and of the build folder are the same inside and outside.
#
# After mw_prepare SECTION…:  mw_enter COMMAND…  runs a command there with the user's own session,
#                             mw_enter_private DIR COMMAND…  with a home, runtime folder and bus of its own.

mw_project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mw_cache=${XDG_CACHE_HOME:-$HOME/.cache}/millwright
mw_root=$mw_cache/debian-13
mw_logs=$mw_cache/logs
mw_suite=trixie
mw_gtk=4.18
mw_adw=1.7
mkdir -p "$mw_cache" "$mw_logs"
mw_cache=$(cd "$mw_cache" && pwd -P)
mw_root=$mw_cache/debian-13
mw_logs=$mw_cache/logs

mw_say () { printf '%s\n' "$*" >&2; }

mw_die () { mw_say "millwright: $*"; exit 1; }

# mw_step TITLE LOG COMMAND…: runs quietly, shows that it still runs, names the log when it fails.
mw_step ()
{
  local title=$1 log=$mw_logs/$2 pid start=$SECONDS status=0
  shift 2
  if [ -t 2 ]; then
    "$@" >"$log" 2>&1 </dev/null & pid=$!
    while kill -0 "$pid" 2>/dev/null; do
      printf '\r%s … %d s ' "$title" $((SECONDS - start)) >&2
      sleep 1
    done
    wait "$pid" || status=$?
    printf '\r' >&2
  else
    mw_say "$title …"
    "$@" >"$log" 2>&1 </dev/null || status=$?
  fi
  if [ "$status" != 0 ]; then
    tail -n 15 "$log" >&2
    mw_die "$title: failed. The whole log: $log"
  fi
  mw_say "$title: done in $((SECONDS - start)) s"
}

# Packages of the named sections, one a line.
mw_packages ()
{
  awk -v wanted=" $* " '/^#/ || NF == 0 { next } /^\[/ { gsub (/[][]/, ""); take = index (wanted, " " $0 " "); next } take' \
    "$mw_project/build-aux/packages" | sort -u
}

# As root directly, as an ordinary user with sudo, and in words where there is none.
mw_install_on_host ()
{
  local sudo=
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || mw_die "these packages are needed: $*. Ask your administrator to install them, then start this again."
    sudo=sudo
    mw_say "Packages must be installed ($*): sudo may ask for your password."
    sudo -v || mw_die "without an administrator's password these packages cannot be installed: $*"
  fi
  mw_step "Looking up packages" apt-update.log $sudo apt-get -o DPkg::Lock::Timeout=600 -q update
  mw_step "Installing $*" apt-install.log $sudo env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=600 -q -y --no-install-recommends install "$@"
}

mw_has_floor ()
{
  command -v pkg-config >/dev/null && pkg-config --exists "gtk4 >= $mw_gtk" "libadwaita-1 >= $mw_adw" 2>/dev/null
}

mw_host_offers_floor ()
{
  local version
  [ "${MILLWRIGHT_NATIVE:-}" != 0 ] || return 1
  mw_has_floor && return 0
  command -v apt-cache >/dev/null || return 1
  version=$(apt-cache policy libgtk-4-dev 2>/dev/null | awk '/Candidate:/ { print $2 }')
  [ -n "$version" ] && [ "$version" != "(none)" ] && dpkg --compare-versions "$version" ge "$mw_gtk"
}

mw_prepare_native ()
{
  local missing=() package
  if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
    for package in $(mw_packages "$@"); do
      dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -q '^installed$' || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] || mw_install_on_host "${missing[@]}"
  else
    for package in libdex-1 yyjson libmpdec libqrencode libsoup-3.0 json-glib-1.0 libsecret-1 sqlcipher libzstd; do
      pkg-config --exists "$package" || missing+=("$package")
    done
    for package in meson ninja msgfmt; do
      command -v "$package" >/dev/null || missing+=("$package")
    done
    [ ${#missing[@]} = 0 ] || mw_die "please install the development packages of: ${missing[*]} (README, \"Other distributions\")"
  fi
}

# The mirror that the host's apt is set to, when the host is a Debian; else mmdebstrap's own default.
mw_mirror ()
{
  grep -q '^ID=debian$' /etc/os-release 2>/dev/null || return 0
  cat /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null |
    awk '/^URIs:/ { print $2; exit } /^deb / { for (i = 2; i <= NF; i++) if ($i ~ /:\/\//) { print $i; exit } }'
}

mw_make_root ()
{
  local mode=unshare include
  [ "$(id -u)" != 0 ] || mode=root
  include=$(mw_packages "$@" | paste -sd,)
  mkdir -p "$mw_root.new"
  mmdebstrap --mode=$mode --variant=apt --include="$include" --aptopt='APT::Install-Recommends "false"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/gtk-doc/*' \
    --format=tar $mw_suite - $(mw_mirror) | tar -C "$mw_root.new" --exclude=./dev --no-same-owner -xf - || return
  mkdir -p "$mw_root.new/dev"
  [ -x "$mw_root.new/usr/bin/meson" ] || return
  mw_write_list "$mw_root.new" "$@"
  mv "$mw_root.new" "$mw_root"
}

# What the root in TREE holds, to see when the list has changed.
mw_write_list ()
{
  local tree=$1
  shift
  printf '%s\n' "$@" >"$tree/.millwright-sections"
  mw_packages "$@" >"$tree/.millwright-packages"
}

mw_update_root ()
{
  local tree=$mw_root
  # In place as root; an ordinary user has one id in the root only, with which dpkg cannot work: there it is made anew.
  if [ "$(id -u)" = 0 ]; then
    bwrap --bind "$tree" / --dev /dev --proc /proc --perms 1777 --tmpfs /tmp --ro-bind /etc/resolv.conf /etc/resolv.conf \
      --setenv DEBIAN_FRONTEND noninteractive --setenv PATH /usr/sbin:/usr/bin:/sbin:/bin \
      sh -c 'apt-get -q update && apt-get -q -y --no-install-recommends -o APT::Sandbox::User=root install "$@"' sh $(mw_packages "$@") || return
    mw_write_list "$tree" "$@"
  else
    mw_remove_tree "$tree" && mw_make_root "$@"
  fi
}

mw_remove_tree ()
{
  chmod -R u+w "$1" 2>/dev/null || true
  rm -rf "$1"
}

mw_make_locale ()
{
  local name=$1 language=${1%%.*}
  case $name in ''|C|C.*|POSIX|*/*) return 0 ;; esac
  [ -e "$mw_root/usr/share/i18n/locales/${language%%@*}" ] || return 0
  [ -e "$mw_root/usr/lib/locale/${language%%@*}.utf8" ] && return 0
  mw_bwrap localedef --no-archive -i "${language%%@*}" -f UTF-8 "/usr/lib/locale/${language%%@*}.utf8" >/dev/null 2>&1 || true
}

# What makes a Debian tree and enters it.
mw_prepare_tools ()
{
  local missing=() tool
  for tool in mmdebstrap:mmdebstrap bwrap:bubblewrap newuidmap:uidmap; do
    command -v "${tool%%:*}" >/dev/null || missing+=("${tool##*:}")
  done
  if [ ${#missing[@]} != 0 ]; then
    command -v apt-get >/dev/null ||
      mw_die "this system has no GTK $mw_gtk. Install the Flatpak, or these tools: ${missing[*]}"
    mw_install_on_host "${missing[@]}" debian-archive-keyring
  fi
}

mw_prepare_root ()
{
  local sections
  mw_prepare_tools

  # One set-up at a time; what an interrupted one left is removed.
  exec 9>"$mw_cache/root.lock"
  flock 9
  mw_remove_tree "$mw_root.new"
  if [ ! -e "$mw_root/.millwright-packages" ]; then
    mw_remove_tree "$mw_root"
    mw_say "This system's GTK is older than $mw_gtk: a Debian 13 root is made once in $mw_root (about two minutes)."
    mw_step "Making the Debian 13 root" make-root.log mw_make_root "$@"
  else
    # What is there already stays on the list: run and check share the root.
    sections=$(cat "$mw_root/.millwright-sections" <(printf '%s\n' "$@") | sort -u)
    if ! mw_packages $sections | cmp -s - "$mw_root/.millwright-packages"; then
      mw_step "Updating the Debian 13 root" update-root.log mw_update_root $sections
    fi
  fi
  exec 9>&-
}

mw_prepare ()
{
  if mw_host_offers_floor; then
    mw_native=1
    mw_prepare_native "$@"
  else
    mw_native=
    mw_prepare_root "$@"
    mw_make_locale "${LC_ALL:-}"
    mw_make_locale "${LC_MESSAGES:-}"
    mw_make_locale "${LANG:-}"
  fi
}

# bwrap with everything that both kinds of entering share; more of its arguments may come first, ended by "--".
mw_bwrap ()
{
  local arguments=() file
  while [ "${1:-}" != -- ] && [[ " $* " == *" -- "* ]]; do arguments+=("$1"); shift; done
  [ "${1:-}" != -- ] || shift
  local base=(--bind "$mw_root" / --proc /proc --ro-bind /sys /sys --dev-bind /dev /dev --perms 1777 --tmpfs /tmp --tmpfs /run)
  if [ "$(id -u)" != 0 ]; then
    base+=(--ro-bind /etc/passwd /etc/passwd --ro-bind /etc/group /etc/group)
  fi
  # The host's names, trusted authorities (a company's own among them) and time zone.
  for file in /etc/resolv.conf /etc/hosts /etc/machine-id /etc/ssl/certs; do
    [ ! -e "$file" ] || base+=(--ro-bind "$(readlink -f "$file")" "$file")
  done
  if [ -z "${TZ:-}" ] && [ -e /etc/localtime ]; then
    base+=(--setenv TZ "$(readlink -f /etc/localtime | sed 's,.*/zoneinfo/,,')")
  fi
  bwrap "${base[@]}" "${arguments[@]}" --bind "$mw_cache" "$mw_cache" --bind "$mw_project" "$mw_project" --die-with-parent \
    --setenv PATH /usr/local/bin:/usr/bin:/usr/sbin:/bin --unsetenv LIBRARY_PATH --unsetenv LD_LIBRARY_PATH --unsetenv PYTHONPATH "$@"
}

# With the user's home, session bus, displays and language: what is connected today is there tomorrow.
mw_enter ()
{
  local home runtime=${XDG_RUNTIME_DIR:-} bus=${DBUS_SESSION_BUS_ADDRESS:-} path binds=()
  if [ -n "$mw_native" ]; then "$@"; return; fi
  home=$(cd "$HOME" && pwd -P)
  binds+=(--bind "$home" "$home")
  [ "$home" = "$HOME" ] || binds+=(--bind "$home" "$HOME")
  if [ -n "$runtime" ] && [ -d "$runtime" ]; then binds+=(--bind "$runtime" "$runtime"); fi
  path=$(printf '%s' "$bus" | sed -n 's/^unix:path=\([^,;]*\).*/\1/p')
  if [ -n "$path" ] && [ -e "$path" ] && [[ "$path" != "$runtime"/* ]]; then binds+=(--bind "$path" "$path"); fi
  [ ! -d /tmp/.X11-unix ] || binds+=(--bind /tmp/.X11-unix /tmp/.X11-unix)
  if [ -n "${XAUTHORITY:-}" ] && [ -e "$XAUTHORITY" ]; then binds+=(--ro-bind "$XAUTHORITY" "$XAUTHORITY"); fi
  # The user's own fonts: names of vendors come in every script.
  [ ! -d /usr/share/fonts ] || binds+=(--ro-bind /usr/share/fonts /usr/local/share/fonts)
  if [ -d "$PWD" ] && [[ "$PWD" != "$home"* ]]; then binds+=(--bind-try "$PWD" "$PWD"); fi
  mw_bwrap "${binds[@]}" --chdir "$PWD" -- "$@"
}

# With a home and runtime folder of its own in DIR, and no bus or display of the user's; mw_also is one more folder to see.
mw_enter_private ()
{
  local dir=$1 clear=(-u DISPLAY -u WAYLAND_DISPLAY -u DBUS_SESSION_BUS_ADDRESS -u XAUTHORITY -u LC_ALL -u LANGUAGE)
  shift
  mkdir -p "$dir/home" "$dir/runtime"
  chmod 700 "$dir/runtime"
  local set=(HOME="$dir/home" XDG_RUNTIME_DIR="$dir/runtime" XDG_CACHE_HOME="$dir/home/.cache" XDG_CONFIG_HOME="$dir/home/.config" \
    XDG_DATA_HOME="$dir/home/.local/share" LANG=C.UTF-8 GSK_RENDERER=cairo NO_AT_BRIDGE=0)
  if [ -n "$mw_native" ]; then env "${clear[@]}" "${set[@]}" "$@"; return; fi
  mw_bwrap --bind "$dir" "$dir" ${mw_also:+--bind "$mw_also" "$mw_also"} --chdir "$mw_project" -- env "${clear[@]}" "${set[@]}" "$@"
}

# mw_build FOLDER OPTION…: sets up once (again when the options change) and compiles.
mw_build ()
{
  local folder=$1
  shift
  if [ ! -e "$folder/build.ninja" ] || [ "$(cat "$folder/.options" 2>/dev/null)" != "$*" ]; then
    rm -rf "$folder"
    mkdir -p "$folder"
    mw_enter_private "$mw_cache/build-home" env CC="${CC:-gcc}" meson setup "$folder" "$mw_project" "$@" || return
    printf '%s' "$*" >"$folder/.options"
  fi
  mw_enter_private "$mw_cache/build-home" ninja -C "$folder" ${MW_TARGETS:-}
}
