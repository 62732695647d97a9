"""Plain code that loads values and pickles."""

from __future__ import annotations

from ...server.types import Json
from ..plain_code import Code, Writer, find_file


def pickle(version: Json, folder: str, variable: str) -> Code:
    path = find_file(version, folder, "model.pkl", "object.pkl")
    code = f"import pickle\n\nwith open({path!r}, 'rb') as file:\n    {variable} = pickle.load(file)"
    author = version["creator"]["name"] or version["creator"]["username"]
    note = f"A pickle can run any code while it is loaded; this one was saved by {author}."
    if any(file["path"] == "sources.json" for file in version["files"]):
        note += f" It holds code, so it needs the package cloudpickle and Python {version['python']}."
    return code, note


def plain(version: Json, folder: str, variable: str) -> Code:
    path = find_file(version, folder, "value.json")
    code = f"import json\n\nwith open({path!r}) as file:\n    {variable} = json.load(file)['value']"
    return (
        code,
        "What JSON has no word for, such as a tuple, comes as {'$': …}; Load in the Models panel gives it back.",
    )


WRITERS: dict[str, Writer] = {"json": plain, "pickle": pickle, "cloudpickle": pickle}
