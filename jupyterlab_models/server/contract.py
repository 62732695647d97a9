"""The contract at run time: read once, its schemas as checks for what comes in."""

from __future__ import annotations

import re
import reprlib
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from .contract_parts import merged
from .errors import Invalid
from .types import Json

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 80
_INTEGER = re.compile(r"-?[0-9]{1,20}")


class Contract:
    """Checks values against the schemas of the contract."""

    def __init__(self, parts: Sequence[Path]) -> None:
        self._parts = parts
        self._validators: dict[str, Draft202012Validator] = {}
        self._of_parameters: dict[int, Draft202012Validator] = {}

    @cached_property
    def document(self) -> Json:
        """The whole contract; read when it is first needed, which takes tens of milliseconds: see `read`."""
        return merged(self._parts)

    def read(self) -> None:
        """Read the files. Call it in a thread, before anything else."""
        _ = self.document

    @property
    def version(self) -> str:
        """The contract's own version, for the handshake."""
        return str(self.document["info"]["version"])

    def check(self, schema: str, value: object, field: str = "") -> None:
        """Raise `Invalid` with the field and a sentence when `value` is not what the schema `schema` says."""
        # Only the first one is looked for: what comes after a limit that is exceeded may take minutes.
        first = next(iter(self._validator(schema).iter_errors(value)), None)
        if first is not None:
            where = ".".join([field, *_path(first)] if field else _path(first))
            raise Invalid("invalid", _sentence(first, where), field=where)

    def query(self, operation: str, arguments: dict[str, list[bytes]]) -> Json:
        """The query parameters of an operation as typed values; those it does not know are left out.

        JupyterLab adds a time stamp of its own to every URL, so unknown ones are no error.
        """
        values: Json = {}
        for parameter in self._operations[operation]:
            name = parameter["name"]
            if parameter["in"] == "query" and name in arguments:
                values[name] = self._query_value(name, parameter["schema"], arguments[name])
        return values

    def path(self, operation: str, arguments: dict[str, str]) -> Json:
        """The path parameters of an operation as typed values."""
        schemas = {p["name"]: p["schema"] for p in self._operations[operation] if p["in"] == "path"}
        return {name: self._typed(name, schemas[name], text) for name, text in arguments.items()}

    def _query_value(self, name: str, schema: Json, given: list[bytes]) -> object:
        try:
            texts = [text.decode("utf-8") for text in given]
        except UnicodeDecodeError:
            raise Invalid("invalid", f"The parameter “{name}” is not UTF-8.", field=name) from None
        if schema.get("type") == "array":
            self._check_parameter(name, schema, texts)
            return texts
        if len(texts) > 1:
            raise Invalid("invalid", f"The parameter “{name}” is given {len(texts)} times.", field=name)
        return self._typed(name, schema, texts[0])

    def _typed(self, name: str, schema: Json, text: str) -> object:
        value: object = text
        kind = self._resolved(schema).get("type")
        if kind == "integer" and _INTEGER.fullmatch(text):
            value = int(text)
        elif kind == "boolean" and text in ("true", "false"):
            value = text == "true"
        self._check_parameter(name, schema, value)
        return value

    def _check_parameter(self, name: str, schema: Json, value: object) -> None:
        # By identity: the schemas of parameters are parts of the document, which stays.
        validator = self._of_parameters.get(id(schema))
        if validator is None:
            validator = self._of_parameters[id(schema)] = self._validator_of(self._resolved(schema))
        error = next(iter(validator.iter_errors(value)), None)
        if error is not None:
            raise Invalid("invalid", _sentence(error, name), field=name)

    @cached_property
    def _operations(self) -> dict[str, list[Json]]:
        operations = {}
        for item in self.document["paths"].values():
            for operation in item.values():
                if isinstance(operation, dict):
                    listed: Iterable[Json] = [*item.get("parameters", ()), *operation.get("parameters", ())]
                    operations[operation["operationId"]] = [self._resolved(parameter) for parameter in listed]
        return operations

    def _resolved(self, node: Json) -> Json:
        while "$ref" in node:
            target: Any = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            node = target
        return node

    def _validator(self, schema: str) -> Draft202012Validator:
        if schema not in self._validators:
            self._validators[schema] = self._validator_of({"$ref": f"#/components/schemas/{schema}"})
        return self._validators[schema]

    def _validator_of(self, schema: Json) -> Draft202012Validator:
        from jsonschema import Draft202012Validator

        return Draft202012Validator({**schema, "components": self.document["components"]})


def _path(error: ValidationError) -> list[str]:
    parts = [str(part) for part in error.absolute_path]
    if error.validator == "required":
        wanted, given = cast("list[str]", error.validator_value), cast(Json, error.instance)
        missing = [name for name in wanted if name not in given]
        parts.append(missing[0])
    elif error.validator == "additionalProperties" and isinstance(error.instance, dict):
        unknown = sorted(set(error.instance) - set(cast(Json, error.schema).get("properties", {})))
        parts.append(unknown[0][:100])
    return parts


def _sentence(error: ValidationError, where: str) -> str:
    if error.validator == "required":
        return f"“{where}” is missing."
    if error.validator == "additionalProperties":
        return f"“{where}” is not known here."
    shown = _SHORT.repr(error.instance)
    rules = {
        "type": f"has to be of type {_or(error.validator_value)}",
        "enum": f"has to be one of {_or(error.validator_value)}",
        "const": f"has to be {error.validator_value!r}",
        "pattern": f"has to match {error.validator_value}",
        "minLength": f"is shorter than {error.validator_value} characters",
        "maxLength": f"is longer than {error.validator_value} characters",
        "minimum": f"is below {error.validator_value}",
        "maximum": f"is above {error.validator_value}",
        "maxItems": f"has more than {error.validator_value} entries",
        "uniqueItems": "names something twice",
        "minProperties": "is empty",
    }
    rule = rules.get(str(error.validator), "is not as the contract says")
    subject = f"“{where}”" if where else "The request's body"
    return f"{subject} {rule}: {shown}."


def _or(value: object) -> str:
    return " or ".join(str(part) for part in value) if isinstance(value, list) else str(value)
