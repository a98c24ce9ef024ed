"""Open the window, or run one command."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path

PLACES = ("--home", "--library")


def main() -> int:
    """Start MedView: `medview`, `medview open PATH...`, or a command of medview.cli."""
    multiprocessing.freeze_support()  # in a packed application, readers start through here
    arguments = sys.argv[1:]
    for _ in PLACES:  # may stand before the command as well as behind it
        if arguments[:1] and arguments[0] in PLACES:
            arguments = arguments[2:] + arguments[:2]
    if not arguments or arguments[0] in ("open", *PLACES):
        return open_window(arguments[arguments[:1] == ["open"] :])
    if arguments[0] == "worker":  # a packed application starts its own workers through here
        from medview import worker

        return worker.main(arguments[1:])
    from medview import cli

    return cli.main(arguments)


def open_window(arguments: list[str]) -> int:
    """Open the window on the paths given; a library that cannot be opened is told in a box."""
    import argparse

    parser = argparse.ArgumentParser(prog="medview", description="Open the MedView window.")
    parser.add_argument("--home", type=Path, help="folder of the library and settings")
    parser.add_argument("--library", metavar="PLACE", help="file or server of the library")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    options = parser.parse_args(arguments)
    if not has_display():
        print("medview: there is no display; see 'medview --help' for commands.", file=sys.stderr)
        return 1
    from medview.bootstrap import build_services, restore_library
    from medview.ui.application import run_window

    places = options.home, options.library
    return run_window(
        lambda: build_services(*places), options.paths, restore=lambda: restore_library(*places)
    )


def has_display() -> bool:
    """Return False where Qt would abort: on Linux without X11, Wayland or another platform."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)


if __name__ == "__main__":
    sys.exit(main())
