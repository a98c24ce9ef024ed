"""The sample library, drawn by this code alone: no patient was ever in front of a camera.

Regenerate it with `python -m medview.imaging.sample resources/sample`.
"""
