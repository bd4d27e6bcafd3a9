# SPDX-License-Identifier: Apache-2.0
# Shared by ./demo and ./check: finds a Python that will do and hands over to
# scripts/setup_environment.py. Must run from the project's root; installs nothing but Python.

fail() {
    printf '\nerror: %s\n' "$1" >&2
    exit 1
}

is_root() { [ "$(id -u)" = 0 ]; }

can_apt() { is_root && command -v apt-get >/dev/null 2>&1; }

# A Python that is new enough, whether or not it can make virtual environments.
is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

can_make_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

find_python() {
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11 python; do
        if command -v "$candidate" >/dev/null 2>&1 && is_new_enough "$candidate"; then
            PYTHON_FOUND=$candidate
            can_make_venv "$candidate" && return 0
        fi
    done
    return 1
}

apt_install() {
    printf 'Installing %s ...\n' "$*"
    apt-get update -q >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >/dev/null
}

# setup LOCK PLATFORM: leaves a ready .venv or stops with a sentence that says what to do.
setup() {
    # Settings of the person's shell must not reach the environment that is built here.
    unset PYTHONHOME PYTHONPATH PYTHONDONTWRITEBYTECODE PYTHONOPTIMIZE PYTHONSAFEPATH || true
    PYTHON_FOUND=
    if ! find_python && can_apt; then
        apt_install python3 python3-venv || true
        find_python || true
    fi
    [ -n "$PYTHON_FOUND" ] || fail "Python 3.11 or newer is needed and was not found.
On Debian 12, Ubuntu 24.04 or newer:  sudo apt-get install -y python3 python3-venv
On macOS:                             brew install python@3.13
A Python elsewhere is used with:      PYTHON=/path/to/python3 $0"
    can_make_venv "$PYTHON_FOUND" || fail "$PYTHON_FOUND cannot make virtual environments.
On Debian or Ubuntu:  sudo apt-get install -y python3-venv"
    "$PYTHON_FOUND" scripts/setup_environment.py --lock "$1" --platform "$2"
}
