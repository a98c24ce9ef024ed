"""A trained encoder to a model package: ONNX, safetensors, gallery, card with digests."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from medview.domain.errors import ModelDamaged
from medview.domain.training import TrainingPlan
from medview.learning.backbones import encoder_of
from medview.learning.gallery import Gallery
from medview.learning.networks import Encoder
from medview.learning.plan import Plan

OPSET = 18
# Images (N, 3, S, S) in [0, 1] to outputs by name.
Network = Callable[[NDArray[np.float32]], dict[str, NDArray[np.float32]]]

TEACHING = ("lesion.", "quality.", "proxies")
TOLERANCE = 1e-4  # the largest difference between ONNX and torch that is let through


class _Outputs(nn.Module):
    """The encoder with its outputs as a plain tuple, as ONNX wants them; see output_names."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, image: Tensor) -> tuple[Tensor, ...]:
        maps = self.encoder.maps(image)
        out = self.encoder.read(maps)
        if out.grade_logits is None or out.quality_logits is None:
            return (out.embedding,)
        places = (self.encoder.evidence(maps.top), self.encoder.patches(maps.top))
        return (out.embedding, out.grade_logits, out.quality_logits, *places)


def output_names(encoder: Encoder) -> list[str]:
    """Return the names of the ONNX outputs of encoder, in order."""
    graded = ["grade_logits", "quality_logits", "evidence", "patches"] if encoder.grade else []
    return ["embedding", *graded]


def export_onnx(encoder: Encoder, size: int, path: Path) -> None:
    """Write encoder as ONNX with input `image` (N, 3, size, size) and any N."""
    encoder.eval()
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    names = output_names(encoder)
    torch.onnx.export(
        _Outputs(encoder),
        (torch.rand(2, *encoder.input_shape(size)),),
        str(path),
        input_names=["image"],
        output_names=names,
        dynamic_axes={name: {0: "batch"} for name in ("image", *names)},
        opset_version=OPSET,
        dynamo=False,
    )
    store_in_half(path)


def round_to_half(encoder: Encoder) -> None:
    """Round the weights of encoder to what 16 bits hold, in place.

    Embeddings move by less than 1e-3, and files of half the size then hold the very same weights.
    """
    with torch.no_grad():
        for value in encoder.state_dict().values():
            value.copy_(value.half().float())


def store_in_half(path: Path) -> None:
    """Keep the large constants of an ONNX file in 16 bits, cast back to 32 when it is loaded.

    Exact for weights that round_to_half was called on; the arithmetic stays in 32 bits.
    """
    model = onnx.load(str(path))
    graph, casts = model.graph, []
    for constant in graph.initializer:
        values = numpy_helper.to_array(constant)
        if values.dtype == np.float32 and values.size > 1024:
            name = constant.name
            constant.CopyFrom(numpy_helper.from_array(values.astype(np.float16), name + ".half"))
            casts.append(
                helper.make_node("Cast", [name + ".half"], [name], to=onnx.TensorProto.FLOAT)
            )
    for place, cast in enumerate(casts):
        graph.node.insert(place, cast)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


class Runner:
    """An exported encoder at work: what is evaluated is what ships."""

    def __init__(self, path: Path) -> None:
        """Load the ONNX file."""
        self._session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        self._names = [output.name for output in self._session.get_outputs()]

    def __call__(self, images: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
        """Return every output by name for images (N, 3, S, S) in [0, 1]."""
        return dict(zip(self._names, self._session.run(None, {"image": images}), strict=True))


def largest_difference(encoder: Encoder, path: Path, images: NDArray[np.float32]) -> float:
    """Return the largest difference between ONNX and torch over all outputs of images."""
    with torch.no_grad():
        expected = _Outputs(encoder.eval())(torch.from_numpy(images))
    given = Runner(path)(images).values()
    return max(float(np.abs(a - b.numpy()).max()) for a, b in zip(given, expected, strict=True))


def load_encoder(package: Path) -> tuple[Plan | TrainingPlan, Encoder]:
    """Return the plan and the network of a model package, a bundled one or one's own.

    Raises ModelDamaged: its weights are of no network that is known here.
    """
    content = json.loads((package / "plan.json").read_text(encoding="utf-8"))
    own = "backbone" in content
    plan = TrainingPlan.from_json(content) if own else Plan.read(package / "plan.json")
    try:
        return plan, encoder_of(load_file(package / "weights.safetensors")).eval()
    except (KeyError, RuntimeError, SafetensorError) as error:
        raise ModelDamaged(f"The weights of {package.name} fit no known network.") from error


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_network(part: Path, encoder: Encoder, size: int) -> Runner:
    """Write weights.safetensors and encoder.onnx into part and return the latter at work."""
    round_to_half(encoder)
    save_file(_shipped_weights(encoder), part / "weights.safetensors")
    export_onnx(encoder, size, part / "encoder.onnx")
    return Runner(part / "encoder.onnx")


def check_network(part: Path, encoder: Encoder, samples: NDArray[np.float32]) -> float:
    """Return how far ONNX and torch differ on real inputs samples (N, 3, S, S).

    Raises ModelDamaged when that is more than TOLERANCE.
    """
    return _let_through(largest_difference(encoder, part / "encoder.onnx", samples))


def write_pixel_network(part: Path, encoder: nn.Module, shape: tuple[int, int, int]) -> Runner:
    """Write weights.safetensors and encoder.onnx into part and return the latter at work.

    Of a network from images (N, *shape) to embeddings of their pixels, in full precision.
    """
    encoder.eval()
    weights = {name: value.contiguous() for name, value in encoder.state_dict().items()}
    save_file(weights, part / "weights.safetensors")
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    torch.onnx.export(
        encoder,
        (torch.rand(2, *shape),),
        str(part / "encoder.onnx"),
        input_names=["image"],
        output_names=["embedding"],
        dynamic_axes={"image": {0: "batch"}, "embedding": {0: "batch"}},
        opset_version=OPSET,
        dynamo=False,
    )
    return Runner(part / "encoder.onnx")


def largest_pixel_difference(
    encoder: nn.Module, network: Runner, images: NDArray[np.float32]
) -> float:
    """Return the largest difference between ONNX and torch over the embeddings of images."""
    with torch.no_grad():
        expected = encoder.eval()(torch.from_numpy(images)).numpy()
    return float(np.abs(network(images)["embedding"] - expected).max())


def check_pixels(encoder: nn.Module, network: Runner, images: NDArray[np.float32]) -> float:
    """Return largest_pixel_difference; raise ModelDamaged when it is more than TOLERANCE."""
    return _let_through(largest_pixel_difference(encoder, network, images))


def _let_through(difference: float) -> float:
    if difference > TOLERANCE:
        raise ModelDamaged(f"The exported network differs from the trained: {difference:.1e}.")
    return difference


def complete_package(
    part: Path, folder: Path, plan_file: Path, gallery: Gallery, card: dict[str, Any]
) -> Path:
    """Add gallery, plan and card to the network in part, and put it in place of folder."""
    gallery.save(part / "gallery.npz")
    for name in ("plan.json", "ablations.json"):
        beside = plan_file if name == "plan.json" else plan_file.with_name(name)
        if beside.exists():
            shutil.copyfile(beside, part / name)
    files = {
        name: digest(part / name) for name in ("encoder.onnx", "weights.safetensors", "gallery.npz")
    }
    text = json.dumps(card | {"files": files}, indent=1, ensure_ascii=False)
    (part / "card.json").write_text(text + "\n", "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    part.replace(folder)
    return folder


def _shipped_weights(encoder: Encoder) -> dict[str, Tensor]:
    """Return the weights in 16 bits, less the heads and proxies that only teach."""
    return {
        name: value.half().contiguous()
        for name, value in encoder.state_dict().items()
        if not name.startswith(TEACHING)
    }
