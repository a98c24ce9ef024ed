# Sourced by start.sh and test.sh: system libraries and Python first, then a virtual environment
# with the pinned packages. Every step looks first and does only what is missing.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

say() { printf '%s\n' "MedView: $*" >&2; }
stop() { say "$@"; exit 1; }

# Shared library -> Debian/Ubuntu package. PySide6 brings Qt itself, but not these.
offscreen_libraries="
libGL.so.1=libgl1
libEGL.so.1=libegl1
libxkbcommon.so.0=libxkbcommon0
libdbus-1.so.3=libdbus-1-3
libfontconfig.so.1=libfontconfig1
libglib-2.0.so.0=libglib2.0-0"
window_libraries="
libxcb-cursor.so.0=libxcb-cursor0
libxkbcommon-x11.so.0=libxkbcommon-x11-0
libxcb-icccm.so.4=libxcb-icccm4
libxcb-keysyms.so.1=libxcb-keysyms1
libxcb-shape.so.0=libxcb-shape0"
# Program -> package: others' programs that read what MedView writes.
validators="
dciodvfy=dicom3tools
dsrdump=dcmtk
pdftotext=poppler-utils"

is_usable_python() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    local name
    for name in "${MEDVIEW_PYTHON:-python3}" python3.13 python3.12 python3.11; do
        if is_usable_python "$name"; then echo "$name"; return; fi
    done
    return 1
}

missing_packages() {
    local known pair
    known="$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null || true)"
    for pair in $1; do
        case "$known" in
            *"${pair%%=*} "*) ;;
            *) echo "${pair##*=}" ;;
        esac
    done
    find_python >/dev/null || printf '%s\n' python3 python3-venv
}

as_root() {
    if [ "$(id -u)" = 0 ]; then DEBIAN_FRONTEND=noninteractive "$@"
    else sudo DEBIAN_FRONTEND=noninteractive "$@"; fi
}

install_packages() {
    [ "$(id -u)" = 0 ] || command -v sudo >/dev/null || return 1
    say "installing them with apt-get"
    as_root apt-get update -qq >/dev/null &&
        as_root apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}

# ensure_system LIBRARIES: install what is missing, or say what to ask the administrator for.
ensure_system() {
    local packages
    packages="$(missing_packages "$1" | xargs)"
    [ -z "$packages" ] && return
    say "system packages are missing: $packages"
    if command -v apt-get >/dev/null; then
        # shellcheck disable=SC2086
        install_packages $packages || stop "ask your administrator to run:
    sudo apt-get install $packages"
    fi
    packages="$(missing_packages "$1" | xargs)"
    [ -z "$packages" ] || stop "still missing (their Debian names): $packages
    Python 3.11 or newer with its venv module is needed; set MEDVIEW_PYTHON to point at one."
}

# want_programs PROGRAMS: install what is missing where that is possible; do without where it is not.
want_programs() {
    local pair missing=""
    for pair in $1; do
        command -v "${pair%%=*}" >/dev/null || missing="$missing ${pair##*=}"
    done
    [ -n "$missing" ] && command -v apt-get >/dev/null || return 0
    # shellcheck disable=SC2086
    install_packages $missing || say "done without:$missing"
}

# The environment lies beside the code, or with the user's data where the code is read-only.
choose_venv() {
    if [ -n "${MEDVIEW_VENV:-}" ]; then echo "$MEDVIEW_VENV"
    elif [ -w "$root" ]; then echo "$root/.venv"
    else echo "${XDG_DATA_HOME:-$HOME/.local/share}/medview/venv"; fi
}

fingerprint() {
    { echo "$root" "$1"; "$2" --version; cat "$root/pyproject.toml" "$root/installer/constraints.txt"; } |
        sha256sum | cut -d ' ' -f 1
}

# ensure_packages EXTRAS ("" or "[train,dev]"): sets $bin to the environment's programs.
ensure_packages() {
    local python venv stamp wanted
    python="$(find_python)"
    venv="$(choose_venv)"
    bin="$venv/bin"
    stamp="$venv/.installed-${1//[^a-z]/}"
    wanted="$(fingerprint "$1" "$python")"
    [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return
    say "setting up $venv (once; a few minutes)"
    [ -x "$bin/python" ] && "$bin/python" -c '' 2>/dev/null || "$python" -m venv --clear "$venv"
    "$bin/python" -m pip install --quiet --disable-pip-version-check \
        -c "$root/installer/constraints.txt" -e "$root$1" >&2 ||
        stop "the packages could not be fetched. This step needs a connection once; then run again."
    echo "$wanted" > "$stamp"
}
