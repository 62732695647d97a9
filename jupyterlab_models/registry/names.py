"""The rules for names of models, and when two names are the same.

`src/registry/names.ts` has the same rules for the browser; `tests/fixtures/names.json` keeps the two together.
"""

from __future__ import annotations

import unicodedata

from ..server.errors import Invalid

LONGEST = 128
"""Code points, of the name as given and of its NFC form."""

SENTENCES = {
    "empty": "A model needs a name.",
    "long": f"The name has more than {LONGEST} characters.",
    "character": "The name may hold letters, digits, spaces and the characters . _ - only.",
    "dot": "The name must not begin with a dot.",
    "space": "The name must not begin or end with a space.",
}
"""One sentence for each rule, under the rule's short id."""


def broken_rules(name: str) -> list[str]:
    """The ids of the rules that the name breaks, in the order of `SENTENCES`."""
    normal = normal_name(name)
    broken = {
        "empty": not name,
        "long": max(len(name), len(normal)) > LONGEST,
        "character": not _allowed(normal),
        "dot": name.startswith("."),
        "space": name != name.strip(" "),
    }
    return [rule for rule in SENTENCES if broken[rule]]


def check_model_name(name: str) -> None:
    """Raise `Invalid` with the field `name` and one sentence for each broken rule."""
    broken = broken_rules(name)
    if broken:
        raise Invalid("invalid_name", " ".join(SENTENCES[rule] for rule in broken), "Choose another name.", "name")


def normal_name(name: str) -> str:
    """The form in which a name is stored and shown (NFC)."""
    return unicodedata.normalize("NFC", name)


def name_key(name: str) -> str:
    """Equal for names that count as the same: those that differ in case or in Unicode composition only."""
    return unicodedata.normalize("NFC", normal_name(name).casefold())


def _allowed(name: str) -> bool:
    """Whether all characters are letters, digits, space, `.`, `_`, `-`, or marks that stand on a letter."""
    on_letter = False
    for character in name:
        category = unicodedata.category(character)
        on_letter = category.startswith("L") or (on_letter and category in {"Mn", "Mc"})
        if not (on_letter or category == "Nd" or character in " ._-"):
            return False
    return True
