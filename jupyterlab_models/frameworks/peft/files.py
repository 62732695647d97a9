"""Which files a version may hold, and how each is checked: the same for server and kernel.

The adapted model lies in a folder of its own, in just the files that a model alone has. The adapter named `default`
lies beside it, each other one in a folder of its name: as the library itself does it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..torch.mapped import damaged
from ..transformers.files import MODEL, STORE, Check
from ..transformers.files import WEIGHTS as BASE_WEIGHTS
from ..transformers.values import NotAllowed, read
from .configs import BASE, CONFIG, MOST, SIDECAR, check_config, check_sidecar

ENCODING = "peft-adapters"
BASE_ENCODING = "transformers-model"
WEIGHTS = "adapter_model.safetensors"
DEFAULT = "default"
"""The one adapter that has no folder."""
FILES: dict[str, Check] = {
    **MODEL,
    CONFIG: lambda file: check_config(read(file, MOST)),
    SIDECAR: lambda file: (check_sidecar(read(file, MOST)), None)[1],
    WEIGHTS: MODEL[BASE_WEIGHTS],
}


def check_file(file: Path) -> None:
    """Error `NotAllowed`."""
    check = FILES.get(file.name)
    if check is None:
        raise NotAllowed(f"the file {file.name[:60]!r}, which such a folder does not have")
    if file.is_symlink() or file.parent.is_symlink() or not file.is_file():
        raise NotAllowed(f"{file.name}, which is no regular file")
    check(file)


def place(folder: Path, adapter: str) -> Path:
    return folder if adapter == DEFAULT else folder / adapter


def names(adapters: list[str]) -> list[str]:
    """Files of the adapters, relative to the folder of the version."""
    return [
        (Path(name if name != DEFAULT else "") / file).as_posix() for name in adapters for file in (CONFIG, WEIGHTS)
    ]


def check_folder(folder: Path) -> None:
    """Check all files before a library sees one of them. Error `damaged`."""
    for file in _files(folder):
        try:
            check_file(file)
        except NotAllowed as error:
            raise damaged(file.name[:60], f"it holds {str(error)[:200]}") from None
        except OSError as error:
            raise damaged(file.name[:60], error.strerror or "it cannot be opened") from None
    try:
        adapters = check_sidecar(read(folder / SIDECAR, MOST))["adapters"]
    except (NotAllowed, OSError):
        raise damaged(SIDECAR, "it is missing or holds something else") from None
    expected = {*names(adapters), SIDECAR}
    found = {file.relative_to(folder).as_posix() for file in _files(folder)}
    if expected != {name for name in found if not name.startswith(f"{BASE}/")}:
        raise damaged(SIDECAR, "the files are not those of its adapters")


def _files(folder: Path) -> Iterator[Path]:
    for one in sorted(folder.iterdir()):
        if one.name == STORE and not one.is_dir():
            continue
        if one.is_dir() and not one.is_symlink():
            yield from sorted(one.iterdir())
        else:
            yield one
