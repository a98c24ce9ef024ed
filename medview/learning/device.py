"""Which device torch can train on here, and what stands in the way of a better one."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import torch

from medview.domain.recipes import DeviceFacts


def device_facts() -> DeviceFacts:
    """Return what torch was built for, what it can use now, and whether there is a card at all."""
    if torch.backends.mps.is_built():
        usable = "Apple" if torch.backends.mps.is_available() else ""
        return DeviceFacts("mps", usable, card=bool(usable))
    built_for = "rocm" if torch.version.hip else "cuda" if torch.version.cuda else ""
    if not torch.cuda.is_available():
        return DeviceFacts(built_for, card=has_card())
    found = torch.cuda.get_device_properties(0)
    return DeviceFacts(built_for, found.name, found.total_memory / 2**30, card=True)


def has_card() -> bool:
    """Return True where the system knows of a graphics card of NVIDIA or AMD that can compute."""
    if shutil.which("nvidia-smi") or shutil.which("rocm-smi"):
        return True
    if not sys.platform.startswith("linux"):
        return False
    return Path("/proc/driver/nvidia").exists() or Path("/dev/kfd").exists()
