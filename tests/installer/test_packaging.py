"""The package says of itself what is true: version, dependencies, pins, licences, scripts."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import medview

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SHIPPED = [Requirement(line) for line in PROJECT["dependencies"]]
TRAIN = [Requirement(line) for line in PROJECT["optional-dependencies"]["train"]]
DEPARTMENT = [Requirement(line) for line in PROJECT["optional-dependencies"]["department"]]
DEV = [Requirement(line) for line in PROJECT["optional-dependencies"]["dev"]]
SCRIPTS = sorted((ROOT / "installer").glob("*.sh"))


def pins() -> dict[str, str]:
    lines = (ROOT / "installer" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in pairs}


def needed_by(requirements: list[Requirement]) -> set[str]:
    """Return the names of everything that installing the requirements brings along."""
    names: set[str] = set()
    queue = list(requirements)
    while queue:
        requirement = queue.pop()
        name = canonicalize_name(requirement.name)
        applies = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if name in names or not applies:
            continue
        names.add(name)
        queue += [Requirement(line) for line in metadata.requires(name) or []]
    return names


def imported_modules(folders: list[Path]) -> Iterator[str]:
    """Yield the top-level name of every import below the folders, lazy ones too."""
    for path in (path for folder in folders for path in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]


def distributions_of(modules: set[str]) -> set[str]:
    known = metadata.packages_distributions()
    outside = modules - set(sys.stdlib_module_names) - {"medview"}
    return {canonicalize_name(name) for module in outside for name in known.get(module, [module])}


def names_of(requirements: list[Requirement]) -> set[str]:
    return {canonicalize_name(requirement.name) for requirement in requirements}


def test_version_is_that_of_the_code() -> None:
    assert metadata.version("medview") == medview.__version__


def test_every_requirement_is_pinned_within_its_range() -> None:
    for requirement in SHIPPED + TRAIN + DEPARTMENT + DEV:
        if requirement.marker is None or requirement.marker.evaluate():
            pinned = pins()[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(pinned, prereleases=True), requirement


def test_everything_that_comes_along_is_pinned_too() -> None:
    assert needed_by(SHIPPED + DEPARTMENT) - pins().keys() == set()


def test_installed_code_imports_only_what_is_declared() -> None:
    # The benchmarks are for who trains: their baselines are torch's.
    training = ("learning", "bench")
    parts = [path for path in (ROOT / "medview").iterdir() if path.name not in training]
    imported = distributions_of(set(imported_modules(parts)))
    # shiboken6 is Qt's other half and comes with it.
    assert imported - names_of(SHIPPED + DEPARTMENT) - {"shiboken6"} == set()


def test_training_imports_only_what_is_declared() -> None:
    imported = distributions_of(
        set(imported_modules([ROOT / "medview" / name for name in ("learning", "bench")]))
    )
    # `bench server` starts the server of the tests, and says so where it is missing.
    assert imported - names_of(SHIPPED + TRAIN + DEPARTMENT) - {"pgserver"} == set()


def test_grading_and_searching_bring_no_torch() -> None:
    assert "torch" not in needed_by(SHIPPED)


@pytest.mark.parametrize("name", sorted(needed_by(SHIPPED + DEPARTMENT)))
def test_what_ships_may_be_shipped(name: str) -> None:
    """No GPL or AGPL; the LGPL of Qt is met by linking its own, replaceable wheels."""
    about = metadata.metadata(name)
    licence = about.get_all("License-Expression") or about.get_all("License") or []
    classifiers = [c for c in about.get_all("Classifier") or [] if c.startswith("License")]
    words = " ".join([text[:200] for text in licence] + classifiers)
    assert words, f"{name} names no licence"
    strong = re.search(r"(?<!L)\bA?GPL|(?<!Lesser )(?<!Library )General Public License", words)
    assert strong is None or "LGPL" in words, f"{name}: {words}"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_sound_shell(script: Path) -> None:
    subprocess.run(["bash", "-n", str(script)], check=True)


def test_ci_runs_the_documented_command() -> None:
    assert "installer/test.sh" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "./installer/test.sh" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "./installer/start.sh" in (ROOT / "README.md").read_text(encoding="utf-8")
