"""Frozen, typed data and the error tree; knows no Qt, no torch and does no I/O."""
