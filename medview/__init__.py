"""MedView: grade and search medical images on one's own machine."""

__version__ = "0.1.0"
