"""What may be chosen in Settings: kept by the store, offered by the window."""

from __future__ import annotations

THEMES = SYSTEM, LIGHT, DARK = ("system", "light", "dark")
LANGUAGES = ENGLISH, CHINESE = ("en", "zh_CN")
MOST_NEIGHBOURS = 50  # more cards than anybody looks through
MOST_RECENT = 12  # entries of the menu of what was opened last
