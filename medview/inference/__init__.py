"""A model package at work, through ONNX Runtime."""
