"""The same with the oldest release that is supported: the last one before 5.0.

It lies in a folder of its own (`scripts/oldest.txt`) and takes the place of the one that the kernel has imported.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from . import transformers, transformers_processors

FOLDER = Path(__file__).parents[2] / ".make" / "oldest"
SETUP = (
    f"""
import importlib, sys
sys.path.insert(0, {str(FOLDER)!r})
for name in [*sys.modules]:
    if name.partition('.')[0] in ('transformers', 'huggingface_hub', 'tokenizers'):
        del sys.modules[name]
importlib.invalidate_caches()
import transformers
assert transformers.__version__.startswith('4.'), 'run `make test`, which installs scripts/oldest.txt'
"""
    + transformers_processors.SETUP
)
MODELS = (
    "Llama in bfloat16, buffers rounded, in evaluation mode",
    "GPT-2 with tied weights",
    "BERT that classifies, with labels",
    "DistilBERT in training, with frozen layers",
    "T5",
    "Whisper",
    "CLIP",
    "class of the notebook",
)
REST = (
    "fast tokenizer, byte level",
    "fast tokenizer, WordPiece",
    "chat template",
    "image processor",
    "feature extractor",
    "text classification with top_k",
    "text generation, with a chat template",
)
ROWS = tuple(
    replace(row, name=f"{row.name} (oldest release)")
    for names, rows in ((MODELS, transformers.ROWS), (REST, transformers_processors.ROWS))
    for row in rows
    if row.name in names
)
