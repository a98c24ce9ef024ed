"""Metric learning: the only package that imports torch."""
