"""Finds the models whose text has a given text in it.

For every one, two and three characters in a row it is known which texts have them, also for those where words meet.
That leaves few candidates for a longer text; they are looked through. Words that many texts share are known as a whole,
so that broad searches need not look through half of all texts.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator
from itertools import chain, pairwise

from . import bits
from .posting import Posting, is_many

LONGEST = 3
"""Characters in a row that are known."""
STEP = 2500
"""Texts, words or characters in a row that are prepared at a time."""
EDGE = " "
"""Stands before and behind every word."""


class _Classes(dict[int, int]):
    """ASCII stands for itself. Other characters share a few classes, as there are too many to know them all."""

    def __missing__(self, code: int) -> int:
        return code if code < 128 else 128 + code % 64


_CLASSES = _Classes()


class TextIndex:
    """`texts` is by slot, as text is compared, and stays the caller's. A slot without a model has an empty one."""

    def __init__(self, texts: list[str]) -> None:
        """`prepare` until it is complete comes before anything else."""
        self._texts = texts
        self._postings: dict[str, Posting] = {}
        self._words: dict[str, int] = {}
        self.built_for = len(texts)
        self.is_complete = False
        self._steps = self._build()

    def prepare(self) -> bool:
        """A step of what there is to do at first; whether it is complete."""
        return next(self._steps, None) is None

    def add(self, slot: int, text: str) -> None:
        size = len(self._texts)
        words = text.split()
        for gram in _grams(words):
            posting = self._postings.get(gram) or self._postings.setdefault(gram, Posting())
            posting.add(slot, size)
        for word in self._words.keys() & words:
            self._words[word] |= 1 << slot

    def remove(self, slot: int, text: str) -> None:
        """Take a slot out that has this text."""
        size = len(self._texts)
        words = text.split()
        for gram in _grams(words):
            posting = self._postings[gram]
            posting.remove(slot, size)
            if not posting.count:
                del self._postings[gram]
        for word in self._words.keys() & words:
            self._words[word] ^= 1 << slot

    def find(self, sought: str) -> int:
        """The set of slots whose text has `sought` in it."""
        words = sought.split()
        if not words:
            return self._look(sought, range(len(self._texts)))
        alone = words[0] == sought
        pieces = [f"{EDGE}{word}{EDGE}".translate(_CLASSES) for word in words]
        if not sought[0].isspace():
            pieces[0] = pieces[0][1:]
        if not sought[-1].isspace():
            pieces[-1] = pieces[-1][:-1]
        parts = [part for piece in pieces for part in _parts(piece)]
        postings = [self._postings.get(part) for part in (*parts, *map(_seam, words, words[1:]))]
        known = [posting for posting in postings if posting is not None]
        if len(known) < len(postings):
            return 0
        least = min(known, key=lambda posting: posting.count)
        size = len(self._texts)
        if alone and len(sought) <= LONGEST and sought.isascii():
            return least.bits(size)
        if least.few is not None:
            return self._look(sought, least.few)
        candidates = least.many
        for posting in known:
            if posting.few is None:
                candidates &= posting.many
        found = 0
        if alone:
            for word, slots in self._words.items():
                if sought in word:
                    found |= slots
        return found | self._look(sought, bits.to_slots(candidates & ~found))

    def _look(self, sought: str, slots: Collection[int]) -> int:
        texts = self._texts
        return bits.from_slots([slot for slot in slots if sought in texts[slot]], len(texts))

    def _build(self) -> Iterator[int]:
        """As `add` for all texts, but each word that several have is taken apart once. Yields what is left to do."""
        size = len(self._texts)
        words: dict[str, array[int]] = {}
        few: dict[str, array[int]] = {}
        for slot, text in enumerate(self._texts):
            if slot % STEP == STEP - 1:
                yield size - slot
            row = text.split()
            for word in set(row):
                if word in words:
                    words[word].append(slot)
                else:
                    words[word] = array("I", (slot,))
            for seam in set(map(_seam, row, row[1:])):
                if seam in few:
                    few[seam].append(slot)
                else:
                    few[seam] = array("I", (slot,))
        many: dict[str, int] = {}
        while words:
            if len(words) % STEP == 0:
                yield len(words)
            word, slots = words.popitem()
            if is_many(len(slots), size):
                self._words[word] = known = bits.from_slots(slots, size)
                for gram in _grams_of(word):
                    many[gram] = many.get(gram, 0) | known
            else:
                for gram in _grams_of(word):
                    if gram in few:
                        few[gram].extend(slots)
                    else:
                        few[gram] = slots[:]
        grams = few.keys() | many.keys()
        while grams:
            if len(grams) % STEP == 0:
                yield len(grams)
            gram = grams.pop()
            listed = few.pop(gram, array("I"))
            if gram in many:
                self._postings[gram] = Posting.of(many.pop(gram) | bits.from_slots(listed, size))
            else:
                self._postings[gram] = Posting(set(listed), size)
        self.is_complete = True


def _grams(words: list[str]) -> set[str]:
    """All that is known of a text with these words."""
    return {*chain.from_iterable(map(_grams_of, set(words))), *map(_seam, words, words[1:])}


def _grams_of(word: str) -> set[str]:
    """All that is one to three characters long in the word, edges included."""
    text = f"{EDGE}{word}{EDGE}".translate(_CLASSES)
    longest = map("".join, zip(text, text[1:], text[2:], strict=False))
    return {*text[1:-1], *map("".join, pairwise(text)), *longest}


def _seam(word: str, following: str) -> str:
    """The characters where two words meet."""
    text = f"{word[-1]}{EDGE}{following[0]}"
    return text if text.isascii() else text.translate(_CLASSES)


def _parts(piece: str) -> Iterator[str]:
    """The longest that is known of a piece."""
    if len(piece) <= LONGEST:
        yield piece
    for start in range(len(piece) - LONGEST + 1 if len(piece) > LONGEST else 0):
        yield piece[start : start + LONGEST]
