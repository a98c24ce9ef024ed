"""Files to pixels with geometry, pixels to the screen, and pixels to encoder input."""
