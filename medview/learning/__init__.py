"""Metric learning: the only package that imports torch."""

import os

# OpenMP's threads would otherwise spin while they wait for each other; on a machine that does
# anything else beside training, four fifths of the time went there. Read when torch is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
