"""The table of types, formats and encodings: how frameworks are checked against it and how it is made of them."""

from __future__ import annotations

import json
from pathlib import Path

from ..server.types import Json
from .framework import Broken, Framework

SCHEMA = Path(__file__).with_name("rows.schema.json")


def check_schema(description: object) -> None:
    """Raise `Broken` where `rows.json` is not what the schema says."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    error = best_match(Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).iter_errors(description))
    if error is not None:
        raise Broken(f"Its rows.json is not valid: {error.json_path}: {error.message[:300]}.")


def check_fits(framework: Framework, others: list[Framework]) -> None:
    """Raise `Broken` where it claims what another framework has, or refers to what is not there."""
    bases = [other for other in others if other.name in framework.builds_on]
    missing = sorted({*framework.builds_on} - {base.name for base in bases})
    if missing:
        raise Broken(f"It builds on “{missing[0]}”, which is not among the frameworks.")
    for what, names_of in _CLAIMS.items():
        claimed = names_of(framework)
        twice = {name for name in claimed if claimed.count(name) > 1}
        taken = twice or {name for other in others for name in names_of(other)}.intersection(claimed)
        if taken:
            raise Broken(f"The {what} “{min(taken)}” is taken.")
    for what, key, names_of in (("family", "family", _families), ("encoding", "encodings", _encodings)):
        known = {name for one in (framework, *bases) for name in names_of(one)}
        used = [name for row in framework.rows for name in ([row[key]] if key == "family" else row[key])]
        unknown = sorted({*used} - known)
        if unknown:
            raise Broken(f"A row names the {what} “{unknown[0]}”, which neither it nor what it builds on describes.")
    container = framework.description.get("containers")
    if container is not None and container not in {row["type"] for row in framework.rows}:
        raise Broken(f"Its `containers` name “{container}”, for which it has no row.")
    foreign = sorted({*framework.judges, *framework.writers} - framework.encodings.keys())
    if foreign:
        raise Broken(f"It has a judge or load code for “{foreign[0]}”, an encoding that it does not describe.")
    _check_sources(framework)


def _check_sources(framework: Framework) -> None:
    modules = {framework.module(row) for row in framework.rows} - framework.sources.keys()
    if modules:
        raise Broken(f"It has no module {min(modules).rpartition('.')[2]}.py.")
    for module, text in framework.sources.items():
        try:
            compile(text, f"<{module}>", "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            raise Broken(f"{module.rpartition('.')[2]}.py is not Python: {error}.") from error


def _types(framework: Framework) -> list[str]:
    more = [entry for key in ("excluded", "refused") for entry in framework.description.get(key, [])]
    return [entry["type"] for entry in (*framework.rows, *more)]


def _families(framework: Framework) -> list[str]:
    return [family["family"] for family in framework.families]


def _encodings(framework: Framework) -> list[str]:
    return list(framework.encodings)


def _adapters(framework: Framework) -> list[str]:
    return list({_adapter(framework, row) for row in framework.rows})


def _adapter(framework: Framework, row: Json) -> str:
    name: str = row.get("adapter", framework.name)
    return name


_CLAIMS = {"type": _types, "family": _families, "encoding": _encodings, "adapter": _adapters}


def served_table(frameworks: list[Framework]) -> Json:
    """The schema `FormatTable`."""
    labels = _labels(frameworks)
    return {
        "rows": [
            {
                **{key: row[key] for key in ("type", "family")},
                "label": labels[row["family"]],
                **{key: row[key] for key in ("kind", "format", "encodings", "risk", "requirements")},
                "adapter": _adapter(framework, row),
            }
            for framework in frameworks
            for row in framework.rows
        ],
        "families": [family for framework in frameworks for family in framework.families],
        "excluded": [entry for framework in frameworks for entry in framework.description.get("excluded", [])],
    }


def kernel_table(frameworks: list[Framework]) -> Json:
    """What the agent looks up (`kernel/agent/matching.py`)."""
    rows = {row["type"]: row for framework in frameworks for row in _kernel_rows(framework, _labels(frameworks))}
    descriptions = [framework.description for framework in frameworks]
    takers = [description["containers"] for description in descriptions if "containers" in description]
    return {
        "rows": list(rows.values()),
        "excluded": {one["type"]: one["reason"] for found in descriptions for one in found.get("excluded", [])},
        "refused": {one["type"]: one for found in descriptions for one in found.get("refused", [])},
        "containers": [{"library": name.partition(".")[0], "row": rows[name]} for name in takers],
        "encodings": {
            name: {key: options[key] for key in ("memory", "parts") if key in options}
            for framework in frameworks
            for name, options in framework.encodings.items()
        },
        "distributions": [group for found in descriptions for group in found.get("distributions", [])],
    }


def _kernel_rows(framework: Framework, labels: dict[str, str]) -> list[Json]:
    general = framework.description.get("general", False)
    return [
        {
            **{key: row[key] for key in ("type", "format", "encodings")},
            "label": labels[row["family"]],
            "module": framework.module(row),
            "general": general,
        }
        for row in framework.rows
    ]


def _labels(frameworks: list[Framework]) -> dict[str, str]:
    return {family["family"]: family["label"] for framework in frameworks for family in framework.families}
