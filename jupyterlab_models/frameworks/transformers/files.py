"""Which files a folder may hold, and how each is checked: the same for server and kernel.

Nothing else is ever read: no Python file, no pickle, no list of parts, no adapter that would be applied by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ..torch.index import read_index
from ..torch.mapped import damaged
from ..torch.safetensors import Damaged, read_head
from . import processors, tokenizer_json, tokens
from .configs import CONFIG, GENERATION, MOST, check_config, check_generation
from .sidecar import SIDECAR, check_sidecar
from .values import NotAllowed, read

WEIGHTS = "model.safetensors"
BUFFERS = "jupyterlab_models.tensors"
"""Not named like weights: some programs read every file that is."""
STORE = "model.json"
"""What the store keeps beside the files of a version; neither we nor the library read it."""
Check = Callable[[Path], None]
"""Raises `NotAllowed`."""


def _tensors(file: Path) -> None:
    try:
        with file.open("rb") as stream:
            if not read_index(read_head(stream)):
                raise NotAllowed("tensors without our list of them")
    except Damaged as error:
        raise NotAllowed(f"tensors that cannot be read ({error})") from None


def _json(check: Callable[[object], object], most: int = MOST) -> Check:
    return lambda file: (check(read(file, most)), None)[1]


MODEL: dict[str, Check] = {
    CONFIG: _json(check_config),
    GENERATION: _json(check_generation),
    SIDECAR: _json(check_sidecar),
    WEIGHTS: _tensors,
    BUFFERS: _tensors,
}
PREPROCESSOR: dict[str, Check] = {
    SIDECAR: _json(check_sidecar),
    tokenizer_json.TOKENIZER: _json(tokenizer_json.check_tokenizer, tokens.MOST),
    tokens.CONFIG: _json(tokens.check_config),
    "special_tokens_map.json": _json(tokens.check_special_tokens),
    "added_tokens.json": _json(tokens.check_vocabulary),
    "vocab.json": _json(tokens.check_vocabulary, tokens.MOST),
    "vocab.txt": tokens.check_lines,
    "merges.txt": tokens.check_lines,
    tokens.TEMPLATE: tokens.check_template_file,
    processors.PREPROCESSOR: _json(processors.check_preprocessor),
    processors.PROCESSOR: _json(processors.check_processor),
}
FILES: dict[str, Mapping[str, Check]] = {
    "transformers-model": MODEL,
    "transformers-preprocessor": PREPROCESSOR,
    "transformers-pipeline": {**MODEL, **PREPROCESSOR},
}
"""Encoding → name of a file → its check."""


def check_file(encoding: str, file: Path) -> None:
    """Error `NotAllowed`."""
    check = FILES[encoding].get(file.name)
    if check is None:
        raise NotAllowed(f"the file {file.name[:60]!r}, which such a folder does not have")
    if file.is_symlink() or not file.is_file():
        raise NotAllowed(f"{file.name}, which is no regular file")
    check(file)


def check_folder(encoding: str, folder: Path) -> None:
    """Check all files before the library sees one of them. Error `damaged`."""
    for file in sorted(folder.iterdir()):
        if file.name == STORE:
            continue
        try:
            check_file(encoding, file)
        except NotAllowed as error:
            raise damaged(file.name[:60], f"it holds {str(error)[:200]}") from None
        except OSError as error:
            raise damaged(file.name[:60], error.strerror or "it cannot be opened") from None
