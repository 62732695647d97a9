"""Tokenizers, image processors, feature extractors and processors as their native folders."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from ...kernel.adapter import Folder
from ...kernel.errors import AgentError, words
from ..torch.mapped import damaged
from .files import check_file, check_folder
from .models import NotNative, write_json
from .processors import CLASSES
from .sidecar import SIDECAR, check_sidecar
from .tokens import MOST
from .values import NotAllowed, read

ENCODING = "transformers-preprocessor"
SENTENCE = "Hello WORLD, naïve test: 3.14 🙂\n  new_line <tag> [x]"
PARTS = ("tokenizer", "image_processor", "feature_extractor")


def is_listed(obj: Any) -> bool:
    """Whether it is of a class in the table; one of the notebook can say that it is another."""
    cls = type(obj)
    return cls.__name__ in CLASSES and getattr(sys.modules["transformers"], cls.__name__, None) is cls


class Files:
    """What `save_pretrained` of an object writes. Error `NotNative`."""

    def __init__(self, obj: Any, encoding: str = ENCODING) -> None:
        if not is_listed(obj):
            raise NotNative(f"{type(obj).__name__} is not in the table of what is kept so")
        self.obj = obj
        self.content: dict[str, bytes] = {}
        classes = _processor_classes(obj)
        with tempfile.TemporaryDirectory() as place:
            try:
                obj.save_pretrained(place)
            except Exception as error:  # noqa: BLE001 - whatever the library says, it cannot write it
                raise NotNative(f"the library cannot write it ({words(error)[:200]})") from None
            finally:
                for part, name in classes:
                    part._processor_class = name
            for path in sorted(Path(place).rglob("*")):
                if path.is_dir():
                    raise NotNative(f"it has the folder {path.name}")
                try:
                    check_file(encoding, path)
                except NotAllowed as error:
                    raise NotNative(f"it holds {error}") from None
                self.content[path.name] = path.read_bytes()

    @property
    def bytes(self) -> int:
        return sum(map(len, self.content.values()))

    def write(self, folder: Folder) -> None:
        for name, content in self.content.items():
            with folder.open(name) as out:
                out.write(content)


def _processor_classes(obj: Any) -> list[tuple[Any, Any]]:
    """What a processor's `save_pretrained` changes in its parts."""
    parts = [getattr(obj, name, None) for name in PARTS]
    return [(part, part._processor_class) for part in (obj, *parts) if hasattr(part, "_processor_class")]


def write(files: Files, folder: Folder) -> None:
    """Error `not_restorable`."""
    files.write(folder)
    write_json(folder, SIDECAR, {"format": 1, "class": type(files.obj).__name__})
    require_same(files.obj, read_preprocessor(folder.root))


def require_same(obj: Any, copy: Any) -> None:
    different = difference(obj, copy)
    if different:
        raise AgentError(
            "not_restorable",
            f"A copy made from what was written differs in {different[:200]}.",
            "Nothing was saved. Please report it.",
        )


def read_preprocessor(folder: Path) -> Any:
    """Error `damaged`."""
    check_folder(ENCODING, folder)
    try:
        sidecar = check_sidecar(read(folder / SIDECAR, MOST))
    except (NotAllowed, OSError):
        raise damaged(SIDECAR, "it does not say what the folder holds") from None
    return make(folder, sidecar["class"])


def make(folder: Path, name: str) -> Any:
    """An object of a listed class, from a folder whose files were checked. Error `damaged`."""
    import transformers

    if name not in CLASSES:
        raise damaged(SIDECAR, f"{name[:60]} is no class that a folder is read as")
    cls: Any = getattr(transformers, name, None)
    if not isinstance(cls, type) or not issubclass(cls, _bases()):
        raise AgentError(
            "unsupported",
            f"transformers {transformers.__version__} has no {name}.",
            "Load it in a kernel with the version of transformers that saved it.",
        )
    library: Any = cls
    try:
        made = library.from_pretrained(str(folder), local_files_only=True, trust_remote_code=False)
    except ImportError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever the library says of it
        raise damaged(name, f"the library makes none of its files ({words(error)[:200]})") from None
    for part in (made, *(getattr(made, one, None) for one in PARTS)):
        if hasattr(part, "name_or_path"):
            part.name_or_path = ""
            part.init_kwargs["name_or_path"] = ""
    return made


def _bases() -> tuple[type, ...]:
    """What all listed classes are kinds of."""
    from transformers.feature_extraction_utils import FeatureExtractionMixin
    from transformers.image_processing_utils import BaseImageProcessor
    from transformers.processing_utils import ProcessorMixin
    from transformers.tokenization_utils_base import PreTrainedTokenizerBase

    return FeatureExtractionMixin, BaseImageProcessor, ProcessorMixin, PreTrainedTokenizerBase


def difference(one: Any, other: Any) -> str:
    """What differs, or an empty text."""
    if type(one) is not type(other):
        return f"its class: {type(other).__name__} instead of {type(one).__name__}"
    if hasattr(one, "get_vocab"):
        return _different_tokenizers(one, other)
    if hasattr(one, "attributes") and hasattr(one, "save_pretrained") and hasattr(one, "tokenizer"):
        found = [
            difference(getattr(one, part), getattr(other, part, None))
            for part in PARTS
            if getattr(one, part, None) is not None
        ]
        template = getattr(one, "chat_template", None) != getattr(other, "chat_template", None)
        return next(filter(None, found), "its chat template" if template else "")
    mine, theirs = _settings(one), _settings(other)
    return next((key for key in {**mine, **theirs} if mine.get(key) != theirs.get(key)), "")


def _settings(obj: Any) -> dict[str, Any]:
    """As JSON says it."""
    import json

    values: dict[str, Any] = json.loads(obj.to_json_string())
    return {key: value for key, value in values.items() if key not in ("processor_class", "_processor_class")}


def _different_tokenizers(one: Any, other: Any) -> str:
    looked: dict[str, Any] = {
        "its vocabulary": lambda tok: tok.get_vocab(),
        "its special tokens": lambda tok: tok.special_tokens_map,
        "its added tokens": lambda tok: {number: repr(token) for number, token in tok.added_tokens_decoder.items()},
        "its chat template": lambda tok: tok.chat_template,
        "its sides": lambda tok: (tok.padding_side, tok.truncation_side, tok.model_max_length),
        "its inputs": lambda tok: list(tok.model_input_names),
        "what it makes of a sentence": lambda tok: tok(SENTENCE)["input_ids"],
        "what it reads": lambda tok: tok.decode(tok(SENTENCE)["input_ids"]),
    }
    for name, look in looked.items():
        if _look(look, one) != _look(look, other):
            return name
    return ""


def _look(look: Any, tokenizer: Any) -> Any:
    try:
        return look(tokenizer)
    except Exception as error:  # noqa: BLE001 - without a token for the unknown it cannot do it: nor can its copy
        return type(error).__name__
