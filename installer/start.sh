#!/usr/bin/env bash
# Set MedView up on this machine, then open the window on the sample pictures.
# Without a display, grade and search the sample from the command line instead.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

ensure_system "$offscreen_libraries $window_libraries"
ensure_packages ""

has_display() {
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] &&
        "$bin/python" -c 'from PySide6.QtGui import QGuiApplication; QGuiApplication([])' 2>/dev/null
}

sample="$root/resources/sample"
if has_display; then
    say "opening the window on $sample"
    exec "$bin/medview" open "$sample"
fi

say "there is no display here, so the same work is done on the sample from the command line"
say "grading the eyes of $sample/fundus"
"$bin/medview" grade "$sample/fundus"
say "cases like the nodule in $sample/ct"
"$bin/medview" similar "$sample/ct" --slice 13 --region 52,126,36,36 --k 5
say "cases like $sample/mr-glioma"
"$bin/medview" similar "$sample/mr-glioma" --k 5
