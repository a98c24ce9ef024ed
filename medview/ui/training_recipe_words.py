"""Words of recipes and of the classics, for who does not choose losses and layers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from medview.domain.recipes import Recipe


def recipe_title(name: str) -> str:
    """Return the name of a recipe."""
    return {
        "fast": QCoreApplication.translate("recipes", "Fast"),
        "balanced": QCoreApplication.translate("recipes", "Balanced"),
        "best": QCoreApplication.translate("recipes", "Best"),
    }[name]


def recipe_words(name: str) -> str:
    """Return what a recipe does and when it is right, in plain words."""
    return {
        "fast": QCoreApplication.translate(
            "recipes",
            "Only the last layers learn, on small images: do the labels teach anything?",
        ),
        "balanced": QCoreApplication.translate(
            "recipes", "The whole network learns, on images of middle size. Right for most."
        ),
        "best": QCoreApplication.translate(
            "recipes", "Larger images and more patience: overnight, or with a graphics card."
        ),
    }[name]


def cost_words(recipe: Recipe) -> str:
    """Return what a recipe costs here: "about 12 min, 1.4 GB of memory"."""
    memory = f"{recipe.megabytes / 1000:.1f}"
    if recipe.minutes < 90:
        words = QCoreApplication.translate("recipes", "about {n} min, {gb} GB of memory")
        return words.format(n=max(1, round(recipe.minutes)), gb=memory)
    words = QCoreApplication.translate("recipes", "about {n} h, {gb} GB of memory")
    return words.format(n=f"{recipe.minutes / 60:.1f}", gb=memory)


def classic_words(name: str) -> str:
    """Return the name of a way to learn."""
    return {
        "siamese": QCoreApplication.translate("recipes", "Siamese + contrastive"),
        "triplet": QCoreApplication.translate("recipes", "Triplet"),
        "best-known": QCoreApplication.translate("recipes", "Best known"),
    }[name]


def classic_tip(name: str) -> str:
    """Return what a way to learn does."""
    return {
        "siamese": QCoreApplication.translate(
            "recipes", "Two images at a time: pull them together when alike, push apart when not"
        ),
        "triplet": QCoreApplication.translate(
            "recipes",
            "Three images at a time: the like one must be nearer than the other, by a margin",
        ),
        "best-known": QCoreApplication.translate(
            "recipes", "Multi-similarity: all pairs of a batch, the hard ones weigh most"
        ),
    }[name]
