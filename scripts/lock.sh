#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Pins every dependency with hashes, for Linux, macOS and Windows and Python 3.11 or newer.
#
# Usage: scripts/lock.sh [--upgrade]
# Needs uv (`pip install uv`). The index it asks is the one that uv is set up for; the files
# name no index, so that they work with any.
set -eu
cd "$(dirname "$0")/.."

# The build backend stands in the lock too: the product itself is installed without isolation,
# so that nothing outside the lock is ever fetched.
lock() {
    target=$1
    shift
    printf 'hatchling>=1.27\neditables>=0.5\n' | uv pip compile pyproject.toml - \
        --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-emit-find-links --custom-compile-command scripts/lock.sh \
        --output-file "$target" --quiet "$@"
    printf '%s: %s packages\n' "$target" "$(grep -c '==' "$target")"
}

lock requirements.lock "$@"
# The runtime pins bind the development set, so that tests run what people run.
lock requirements-dev.lock --extra dev --constraints requirements.lock "$@"
