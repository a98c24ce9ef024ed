"""Sentences found again: whole, one after another, amid other words, in lists."""

from __future__ import annotations

import pytest

from medview.app.sentences import Sentences

KNOWN = Sentences(
    [
        "The file is empty.",
        "{0} cannot be read ({1}).",
        "Line {0} of {1} cannot be read.",
        "From {0} to {1}.",
        "line {0}",
        "'{0}' is no grade",
        "and {0} more",
        "Importing",
    ]
)


def spoken(source: str, fillings: tuple[str, ...]) -> str:
    """Return a sentence in a language of its own: "<form|filling|filling>"."""
    inside = (KNOWN.replaced(filling, spoken) for filling in fillings)
    return f"<{'|'.join([source.split()[0], *inside])}>"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The file is empty.", "<The>"),
        ("The file is empty. The file is empty.", "<The> <The>"),
        ("a. b (c).csv cannot be read (no: right).", "<{0}|a. b (c).csv|no: right>"),
        ("From 1 to 2. From 3 to 4. The file is empty.", "<From|1|2> <From|3|4> <The>"),
        ("From 1 to a. b.", "<From|1|a. b>"),
        ("Line 3 of x.csv cannot be read. Try.", "<Line|3|x.csv> Try."),
        (
            "x.csv: line 3: 'a, b' is no grade; and 2 more.",
            "x.csv: <line|3>: <'{0}'|a, b>; <and|2>.",
        ),
        ("x cannot be read (The file is empty.).", "<{0}|x|<The>>"),
        ("x: nobody knows this, nor that.", "x: nobody knows this, nor that."),
        ("Importing", "<Importing>"),
        ("", ""),
        (" . ; ...", " . ; ..."),
    ],
)
def test_sentences_are_found_with_what_stands_in_them(text: str, said: str):
    assert KNOWN.replaced(text, spoken) == said


def test_a_sentence_is_found_amid_foreign_words():
    assert KNOWN.replaced("Alas! The file is empty. So it is.", spoken) == "Alas! <The> So it is."


def test_a_text_of_any_length_ends():
    text = "The file is empty. " * 60 + "; " + "line 1, " * 2000 + "." * 2000
    said = KNOWN.replaced(text, spoken)
    assert said.startswith("<The> " * 60)
    assert said.count("<line|1>") == 2000
