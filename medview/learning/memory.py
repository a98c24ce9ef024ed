"""Cross-batch memory: earlier embeddings a batch is compared with too.

Wang et al., arXiv 1912.06798: embeddings drift slowly, so that those of the last batches still
serve as negatives and positives, at no cost but their comparison.
"""

from __future__ import annotations

import torch
from torch import Tensor


class Memory:
    """The last `capacity` embeddings with their label, patient and example number, oldest first."""

    def __init__(self, capacity: int, dimension: int) -> None:
        """Start empty."""
        self.capacity = capacity
        self.embeddings = torch.zeros(0, dimension)
        self.marks = torch.zeros(0, 3, dtype=torch.int64)  # label, patient, example

    def __len__(self) -> int:
        """How many it holds."""
        return len(self.marks)

    def add(self, embeddings: Tensor, marks: Tensor) -> None:
        """Take in embeddings (N, D) and marks (N, 3); the oldest leave."""
        if not self.capacity:
            return
        known = self.embeddings.to(embeddings.device)
        self.embeddings = torch.cat([known, embeddings.detach()])[-self.capacity :]
        self.marks = torch.cat([self.marks.to(marks.device), marks])[-self.capacity :]

    def state(self) -> dict[str, Tensor]:
        """Return what a checkpoint keeps of it."""
        return {"embeddings": self.embeddings, "marks": self.marks}

    def restore(self, state: dict[str, Tensor]) -> None:
        """Go on from the state of a checkpoint."""
        self.embeddings, self.marks = state["embeddings"], state["marks"]
