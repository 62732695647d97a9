"""Tables about GGUF files."""

from __future__ import annotations

import collections
from typing import Any

from ...kernel import tables
from ...kernel.adapter import Table
from .structure import CHAT_TEMPLATE, Head, Items

FILE_TYPES = {
    0: "F32",
    1: "F16",
    2: "Q4_0",
    3: "Q4_1",
    7: "Q8_0",
    8: "Q5_0",
    9: "Q5_1",
    10: "Q2_K",
    11: "Q3_K_S",
    12: "Q3_K_M",
    13: "Q3_K_L",
    14: "Q4_K_S",
    15: "Q4_K_M",
    16: "Q5_K_S",
    17: "Q5_K_M",
    18: "Q6_K",
    19: "IQ2_XXS",
    20: "IQ2_XS",
    21: "Q2_K_S",
    22: "IQ3_XS",
    23: "IQ3_XXS",
    24: "IQ1_S",
    25: "IQ4_NL",
    26: "IQ3_S",
    27: "IQ3_M",
    28: "IQ2_S",
    29: "IQ2_M",
    30: "IQ4_XS",
    31: "IQ1_M",
    32: "BF16",
    36: "TQ1_0",
    37: "TQ2_0",
    38: "MXFP4",
    39: "NVFP4",
    40: "Q1_0",
}
"""`general.file_type`, as llama.cpp numbers what most tensors were made to."""
SIZES = {
    "Context length": "context_length",
    "Layers": "block_count",
    "Hidden size": "embedding_length",
    "Attention heads": "attention.head_count",
    "Key-value heads": "attention.head_count_kv",
    "Experts": "expert_count",
    "Experts used": "expert_used_count",
}
"""Title → key behind the architecture."""
TOKENS = "tokenizer.ggml.tokens"


def quantization(head: Head) -> str:
    """As the file names it; where it does not, the type that most of its elements have."""
    number = head.values.get("general.file_type")
    if type(number) is int and number & 1023 in FILE_TYPES:
        return FILE_TYPES[number & 1023]
    counts: collections.Counter[str] = collections.Counter()
    for tensor in head.tensors:
        counts[tensor.type] += tensor.elements
    return counts.most_common(1)[0][0] if counts else ""


def vocabulary(head: Head) -> int | None:
    tokens = head.values.get(TOKENS)
    return tokens.count if isinstance(tokens, Items) else head.number("vocab_size")


def _pairs(head: Head) -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = [
        ("Architecture", head.text("general.architecture")),
        ("Name", head.text("general.name")),
        ("Parameters", sum(tensor.elements for tensor in head.tensors)),
        ("Tensors", len(head.tensors)),
        ("Quantization", quantization(head)),
        *((title, head.number(key)) for title, key in SIZES.items()),
        ("Vocabulary", vocabulary(head)),
        ("Tokenizer", " ".join(filter(None, map(head.text, ("tokenizer.ggml.model", "tokenizer.ggml.pre"))))),
        ("License", head.text("general.license")),
        ("Version of GGUF", head.version),
    ]
    return [(title, value) for title, value in pairs if value not in ("", None)]


def parameters(head: Head) -> dict[str, str]:
    """Architecture, quantization and sizes, to compare versions by."""
    shown = ("Architecture", "Quantization", "Parameters", *SIZES, "Vocabulary", "Tokenizer", "License")
    return tables.texts({title: value for title, value in _pairs(head) if title in shown})


def tables_of(head: Head) -> list[Table]:
    counts: dict[str, list[int]] = {}
    for tensor in head.tensors:
        entry = counts.setdefault(tensor.type, [0, 0])
        entry[0] += 1
        entry[1] += tensor.elements
    types = [[name, str(count), str(elements)] for name, (count, elements) in sorted(counts.items())]
    found = [tables.properties("Structure", _pairs(head)), Table("Types", ("Type", "Tensors", "Elements"), types)]
    for key, value in head.values.items():
        if key.startswith(CHAT_TEMPLATE) and isinstance(value, str):
            name = key[len(CHAT_TEMPLATE) + 1 :]
            found.append(Table(f"Chat template {name}".strip()[:100], ("Text",), _lines(value)))
    values = [
        [key, tables.cell(value)]
        for key, value in sorted(head.values.items())
        if not isinstance(value, Items) and not key.startswith(CHAT_TEMPLATE)
    ]
    return [*found[:14], Table("Values", ("Key", "Value"), values[: tables.ROWS])]


def _lines(text: str) -> list[list[str]]:
    """Each line of a text, in pieces as long as a cell."""
    return [
        [line[start : start + tables.CELL]]
        for line in text.splitlines()
        for start in range(0, max(len(line), 1), tables.CELL)
    ][: tables.ROWS]
