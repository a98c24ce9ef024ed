"""Draw the sample: `python -m medview.imaging.sample FOLDER`."""

from __future__ import annotations

import argparse
from pathlib import Path

from medview.imaging.sample.make import make_sample


def main() -> None:
    """Draw everything into the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    make_sample(parser.parse_args().folder)


if __name__ == "__main__":
    main()
