from __future__ import annotations

from importlib import metadata

import pytest

from medview.app.licences import FONTS, installed_licences


def test_what_only_development_needs_is_left_out(monkeypatch: pytest.MonkeyPatch):
    lines = [
        "numpy>=2.1",
        "onnxruntime>=1.20; python_version >= '3.11'",
        "pydicom>=3.0.2,<4; extra == 'device'",
        "pytest>=8; extra == 'dev'",
        'mypy>=1; python_version >= "3.11" and extra=="dev"',
        "pillow; platform_release != 'dev'",
    ]
    monkeypatch.setattr(metadata, "requires", lambda name: lines)
    names = [part.name for part in installed_licences() if part not in FONTS]
    assert names == ["numpy", "onnxruntime", "pillow", "pydicom"]


def test_the_fonts_that_ship_are_named():
    assert set(FONTS) <= set(installed_licences())
