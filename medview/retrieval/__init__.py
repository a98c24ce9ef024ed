"""Nearest neighbours: exact search over the vectors of one model."""
