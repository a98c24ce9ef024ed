"""A trained encoder to a model package: ONNX, safetensors, gallery, card with digests."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from medview.domain.errors import ModelDamaged
from medview.learning.gallery import Gallery
from medview.learning.networks import Encoder
from medview.learning.plan import Plan

OPSET = 18
TOLERANCE = 1e-4  # the largest difference between ONNX and torch that is let through


class _Outputs(nn.Module):
    """The encoder with its outputs as a plain tuple, as ONNX wants them."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, image: Tensor) -> tuple[Tensor, ...]:
        out = self.encoder(image)
        named = (out.embedding, out.grade_logits, out.quality_logit)
        return tuple(value for value in named if value is not None)


def output_names(encoder: Encoder) -> list[str]:
    """Return the names of the ONNX outputs of encoder, in order."""
    return ["embedding", *(["grade_logits", "quality_logit"] if encoder.grade else [])]


def export_onnx(encoder: Encoder, size: int, path: Path) -> None:
    """Write encoder as ONNX with input `image` (N, 3, size, size) and any N."""
    encoder.eval()
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    names = output_names(encoder)
    torch.onnx.export(
        _Outputs(encoder),
        (torch.rand(2, 3, size, size),),
        str(path),
        input_names=["image"],
        output_names=names,
        dynamic_axes={name: {0: "batch"} for name in ("image", *names)},
        opset_version=OPSET,
        dynamo=False,
    )


def largest_difference(encoder: Encoder, path: Path, images: NDArray[np.float32]) -> float:
    """Return the largest difference between ONNX and torch over all outputs of images."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    with torch.no_grad():
        expected = _Outputs(encoder.eval())(torch.from_numpy(images))
    given = session.run(None, {"image": images})
    return max(float(np.abs(a - b.numpy()).max()) for a, b in zip(given, expected, strict=True))


def load_encoder(package: Path) -> tuple[Plan, Encoder]:
    """Return the plan and the network of a model package."""
    plan = Plan.read(package / "plan.json")
    encoder = Encoder(plan.dimension, grades=plan.task == "dr-grading", frozen=plan.frozen)
    encoder.load_state_dict(load_file(package / "weights.safetensors"))
    return plan, encoder.eval()


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_package(
    folder: Path,
    plan_file: Path,
    encoder: Encoder,
    gallery: Gallery,
    card: dict[str, Any],
    samples: NDArray[np.float32],
) -> Path:
    """Write the package of a trained encoder into folder, whole or not at all.

    `samples` (N, 3, S, S) are real inputs on which ONNX must equal torch. Raises ModelDamaged when
    it does not.
    """
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    save_file(_shipped_weights(encoder), part / "weights.safetensors")
    export_onnx(encoder, card["input_size"], part / "encoder.onnx")
    difference = largest_difference(encoder, part / "encoder.onnx", samples)
    if difference > TOLERANCE:
        raise ModelDamaged(
            f"The exported network differs from the trained one by {difference:.1e}."
        )
    gallery.save(part / "gallery.npz")
    for name in ("plan.json", "ablations.json"):
        beside = plan_file if name == "plan.json" else plan_file.with_name(name)
        if beside.exists():
            shutil.copyfile(beside, part / name)
    files = {
        name: digest(part / name) for name in ("encoder.onnx", "weights.safetensors", "gallery.npz")
    }
    whole = card | {"files": files}
    whole["recipe"] = {**card["recipe"], "onnx_difference": difference}
    (part / "card.json").write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    part.replace(folder)
    return folder


def _shipped_weights(encoder: Encoder) -> dict[str, Tensor]:
    """Return the weights less the lesion head, which only teaches."""
    return {
        name: value.contiguous()
        for name, value in encoder.state_dict().items()
        if not name.startswith("lesion.")
    }
