"""What `tokenizer.json` may hold, for server and kernel alike.

A native library reads it. Its parts are known by name; patterns are given to an engine that tries all ways to match,
so a pattern has no loop inside a loop and few of them in a row.
"""

from __future__ import annotations

import re
from typing import Any

from .tokens import ADDED_FLAGS, TOKENS
from .values import (
    Rule,
    either,
    is_number,
    is_scalar,
    is_text,
    is_whole,
    list_of,
    mapping,
    matching,
    members,
    one_of,
    optional,
    require,
)

TOKENIZER = "tokenizer.json"
_name = matching(r"[A-Za-z][A-Za-z0-9_]{0,99}")
_LOOP = re.compile(r"[*+]|\{\d*,\d*\}")
_MOST_PATTERN = 2000
_ROW = 3
"""Unlimited loops one after the other."""


def is_pattern(text: Any) -> bool:
    """A regular expression that takes time in proportion to what it reads, or to a low power of it."""
    if type(text) is not str or len(text) > _MOST_PATTERN or re.search(r"\\[1-9gk]|\(\?[P<&R(]", text):
        return False
    depth, loops, inside, place = 0, 0, [False], 0
    while place < len(text):
        sign = text[place]
        if sign == "\\":
            escape = re.compile(r"\\(?:[pP]\{[^}]*\}|x\{[^}]*\}|u[0-9a-fA-F]{4}|.)", re.DOTALL).match(text, place)
            if escape is None:
                return False
            place = escape.end()
            continue
        if sign == "[":
            place = _end_of_set(text, place)
            if place < 0:
                return False
            continue
        if sign == "(":
            depth += 1
            inside.append(False)
        elif sign == ")":
            if not depth:
                return False
            depth -= 1
            looped = inside.pop()
            following = _LOOP.match(text, place + 1)
            if following and looped:
                return False
            inside[-1] = inside[-1] or looped
        elif sign == "|":
            loops = loops if depth else 0
        found = _LOOP.match(text, place)
        if found:
            inside[-1] = True
            loops += 1
            if loops > _ROW * 4 or (not depth and loops > _ROW):
                return False
            place = found.end()
            continue
        place += 1
    return depth == 0


def _end_of_set(text: str, place: int) -> int:
    """Behind a set of characters, which may hold sets; -1 where it does not end."""
    depth = 0
    while place < len(text):
        if text[place] == "\\":
            place += 1
        elif text[place] == "[":
            depth += 1
        elif text[place] == "]":
            depth -= 1
            if depth == 0:
                return place + 1
        place += 1
    return -1


_pattern = either(members({"Regex": is_pattern}), members({"String": is_text}))
_pieces = list_of(lambda value: _is_piece(value))
_flag = is_scalar
_KINDS: dict[str, dict[str, dict[str, Rule]]] = {
    "normalizer": {
        **{kind: {} for kind in ("NFC", "NFD", "NFKC", "NFKD", "Lowercase", "StripAccents", "Nmt", "ByteLevel")},
        "Strip": {"strip_left": _flag, "strip_right": _flag},
        "Prepend": {"prepend": is_text},
        "Replace": {"pattern": _pattern, "content": is_text},
        "BertNormalizer": dict.fromkeys(("clean_text", "handle_chinese_chars", "strip_accents", "lowercase"), _flag),
        "Precompiled": {"precompiled_charsmap": lambda value: type(value) is str and len(value) <= 1 << 20},
    },
    "pre_tokenizer": {
        **{kind: {} for kind in ("BertPreTokenizer", "Whitespace", "WhitespaceSplit", "UnicodeScripts")},
        "ByteLevel": dict.fromkeys(("add_prefix_space", "trim_offsets", "use_regex"), _flag),
        "Metaspace": {
            "replacement": is_text,
            "add_prefix_space": _flag,
            "prepend_scheme": one_of("always", "never", "first"),
            "split": _flag,
            "str_rep": is_text,
        },
        "Split": {"pattern": _pattern, "behavior": _name, "invert": _flag},
        "Punctuation": {"behavior": _name},
        "Digits": {"individual_digits": _flag},
        "CharDelimiterSplit": {"delimiter": is_text},
        "FixedLength": {"length": is_whole},
    },
    "decoder": {
        **{kind: {} for kind in ("ByteFallback", "Fuse")},
        "ByteLevel": dict.fromkeys(("add_prefix_space", "trim_offsets", "use_regex"), _flag),
        "Metaspace": {
            "replacement": is_text,
            "add_prefix_space": _flag,
            "prepend_scheme": one_of("always", "never", "first"),
            "split": _flag,
            "str_rep": is_text,
        },
        "WordPiece": {"prefix": is_text, "cleanup": _flag},
        "BPEDecoder": {"suffix": is_text},
        "CTC": {"pad_token": is_text, "word_delimiter_token": is_text, "cleanup": _flag},
        "Replace": {"pattern": _pattern, "content": is_text},
        "Strip": {"content": is_text, "start": is_whole, "stop": is_whole},
    },
    "post_processor": {
        "ByteLevel": dict.fromkeys(("add_prefix_space", "trim_offsets", "use_regex"), _flag),
        "BertProcessing": dict.fromkeys(("sep", "cls"), lambda value: _is_pair(value)),
        "RobertaProcessing": {
            **dict.fromkeys(("sep", "cls"), lambda value: _is_pair(value)),
            **dict.fromkeys(("trim_offsets", "add_prefix_space"), _flag),
        },
        "TemplateProcessing": {
            **dict.fromkeys(("single", "pair"), _pieces),
            "special_tokens": mapping(
                is_text, members({"id": is_text, "ids": list_of(is_whole), "tokens": list_of(is_text)})
            ),
        },
    },
}
_SEQUENCES = {
    "normalizer": "normalizers",
    "pre_tokenizer": "pretokenizers",
    "decoder": "decoders",
    "post_processor": "processors",
}
_MODELS: dict[str, dict[str, Rule]] = {
    "BPE": {
        **dict.fromkeys(("dropout", "fuse_unk", "byte_fallback", "ignore_merges"), _flag),
        **dict.fromkeys(("unk_token", "continuing_subword_prefix", "end_of_word_suffix"), optional(is_text)),
    },
    "WordPiece": {
        **dict.fromkeys(("unk_token", "continuing_subword_prefix"), is_text),
        "max_input_chars_per_word": is_whole,
    },
    "WordLevel": {"unk_token": is_text},
    "Unigram": {"unk_id": _flag, "byte_fallback": _flag},
}


def _is_pair(value: Any) -> bool:
    return type(value) is list and len(value) == 2 and is_text(value[0]) and is_whole(value[1])


def _is_piece(value: Any) -> bool:
    inner = members({"id": is_text, "type_id": is_whole})
    return (
        type(value) is dict
        and len(value) == 1
        and value.keys() <= {"Sequence", "SpecialToken"}
        and all(map(inner, value.values()))
    )


def check_tokenizer(values: Any) -> None:
    """Error `NotAllowed`."""
    require(
        values,
        {
            "version": one_of("1.0"),
            "truncation": optional(
                members(
                    {
                        "direction": one_of("Left", "Right"),
                        "max_length": is_whole,
                        "strategy": one_of("LongestFirst", "OnlyFirst", "OnlySecond"),
                        "stride": is_whole,
                    }
                )
            ),
            "padding": optional(
                members(
                    {
                        "strategy": either(one_of("BatchLongest"), members({"Fixed": _is_room})),
                        "direction": one_of("Left", "Right"),
                        "pad_to_multiple_of": lambda value: value is None or _is_room(value),
                        "pad_id": is_whole,
                        "pad_type_id": is_whole,
                        "pad_token": is_text,
                    }
                )
            ),
            "added_tokens": list_of(members({**ADDED_FLAGS, "id": is_whole, "content": is_text})),
            **{part: lambda value, part=part: _check_part(part, value) for part in _KINDS},  # type: ignore[misc]
            "model": _is_model,
        },
        TOKENIZER,
    )


def _is_room(value: Any) -> bool:
    return type(value) is int and 0 < value <= 1 << 20


def _check_part(part: str, value: Any, depth: int = 0) -> bool:
    if value is None:
        return True
    kind = value.get("type") if type(value) is dict else None
    if kind == "Sequence" and depth < 3:
        inside = value.get(_SEQUENCES[part])
        whole = value.keys() == {"type", _SEQUENCES[part]} and type(inside) is list and len(inside) <= 100
        return whole and all(one is not None and _check_part(part, one, depth + 1) for one in inside)
    rules = _KINDS[part].get(kind) if type(kind) is str else None
    return rules is not None and members({"type": is_text, **rules})(value)


def _is_model(value: Any) -> bool:
    kind = value.get("type") if type(value) is dict else None
    rules = _MODELS.get(kind) if type(kind) is str else None
    if rules is None or not value.keys() <= {"type", "vocab", "merges", *rules}:
        return False
    vocabulary, merges = value.get("vocab"), value.get("merges", [])
    if not all(rule(value[key]) for key, rule in rules.items() if key in value):
        return False
    if kind == "Unigram":
        whole = type(vocabulary) is list and len(vocabulary) <= TOKENS
        return whole and all(_is_scored(one) for one in vocabulary) and merges == []
    if type(vocabulary) is not dict or len(vocabulary) > TOKENS:
        return False
    if not all(type(number) is int and 0 <= number < TOKENS for number in vocabulary.values()):
        return False
    return type(merges) is list and len(merges) <= TOKENS and all(_is_merge(one) for one in merges)


def _is_scored(value: Any) -> bool:
    return type(value) is list and len(value) == 2 and is_text(value[0]) and is_number(value[1])


def _is_merge(value: Any) -> bool:
    return is_text(value) or (type(value) is list and len(value) == 2 and all(map(is_text, value)))
