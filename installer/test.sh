#!/usr/bin/env bash
# Set up, then run every check and test; arguments go to pytest (for example: -m "not slow").
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

ensure_system "$offscreen_libraries"
want_programs "$validators"  # what reports are read with; tests that find none are skipped
ensure_packages "[train,dev]"

cd "$root"
export QT_QPA_PLATFORM=offscreen
failed=""
check() {
    say "$*"
    "$bin/$@" || failed="$failed $1"
}

check ruff check .
check ruff format --check .
check mypy
check lint-imports
[ -z "$failed" ] || say "failed so far:$failed"
# pytest comes last, so that its closing line is the last thing on the screen. A file's tests stay
# in one of two processes, where what they share is made once. A process that crashes ends the run:
# the tests it leaves behind are handed to no other, which would be waited for without end.
check pytest -n 2 --dist loadfile --max-worker-restart 0 --durations=20 "$@"
[ -z "$failed" ]
