"""Finds the frameworks: our own folders, and the packages that third parties announce."""

from __future__ import annotations

import re
from importlib.metadata import EntryPoint, entry_points
from logging import Logger
from pathlib import Path

from .framework import Broken, Framework, read
from .table import check_fits, check_schema

GROUP = "jupyterlab_models.frameworks"
FOLDER = Path(__file__).parent
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")


def discover(log: Logger) -> list[Framework]:
    """All frameworks in the order of the table. A broken one of a third party is left out with a warning.

    It imports modules and reads files, so call it in a thread.
    """
    found = own()
    taken = {path.stem for path in FOLDER.iterdir()}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        try:
            if not _NAME.fullmatch(entry.name):
                raise Broken("Its name has to be lower-case letters, digits and underscores.")
            if entry.name in taken:
                raise Broken("Its name is taken by another framework.")
            framework = read(entry.name, entry.value)
            check_schema(framework.description)
            check_fits(framework, found)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - other people's code, which may raise anything
            log.warning("%s", _warning(entry, error))
            continue
        taken.add(entry.name)
        found.append(framework)
    return sorted(found, key=lambda framework: (framework.description.get("order", 1000), framework.name))


def own() -> list[Framework]:
    """Those in this folder."""
    names = sorted(path.parent.name for path in FOLDER.glob("*/rows.json"))
    return [read(name, f"{__package__}.{name}") for name in names]


def _warning(entry: EntryPoint, error: BaseException) -> str:
    package = entry.dist.name if entry.dist is not None else entry.value
    reason = str(error) if isinstance(error, Broken) else f"{type(error).__name__}: {error}"
    return (
        f"jupyterlab_models: the framework “{entry.name}” of the package {package} is left out. {reason} "
        f"Upgrade or uninstall {package}, then restart this server."
    )
