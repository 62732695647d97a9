"""A library is known in its own folder alone."""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from pathlib import Path

import pytest

import jupyterlab_models
from jupyterlab_models.frameworks import discovery

PACKAGE = Path(jupyterlab_models.__file__).parent
NAMES = {"catboost", "gguf", "keras", "lightgbm", "onnx", "sklearn", "tensorflow", "torch", "xgboost"}
NAMES |= {"peft", "sentence_transformers", "transformers"}
"""`tf_keras`, which is Keras 2, contains the name of Keras."""
DATA = {"numpy", "pandas", "polars", "scipy"}
"""Their arrays and frames are what the other libraries take and give, so any folder may name them."""
WORDS = {name: [name] for name in NAMES} | {
    "sklearn": ["sklearn", "scikit", "skops"],
    "transformers": ["transformers.", "import transformers"],
}
METHODS = ("get_sklearn_estimator_xfail_checks",)
"""Methods of one library whose names hold that of another."""
FILES = [path for suffix in ("py", "json") for path in PACKAGE.rglob(f"*.{suffix}") if "labextension" not in path.parts]


def code_of(path: Path) -> str:
    """The text without comments and docstrings, in lower case."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return text.lower()
    lines = [list(line) for line in text.splitlines(keepends=True)]
    spots = [
        (node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    ]
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    spots += [(*token.start, *token.end) for token in tokens if token.type == tokenize.COMMENT]
    for first, start, last, _ in spots:
        for number in range(first - 1, last):
            begin = start if number == first - 1 else 0
            lines[number][begin:] = []
    return "\n".join("".join(line) for line in lines).lower()


def named_in(text: str) -> set[str]:
    """The libraries that a text names."""
    for method in METHODS:
        text = text.replace(method, "")
    return {name for name in NAMES if any(word in text for word in WORDS[name])}


def allowed(path: Path) -> set[str]:
    """The libraries that a file may name: its folder's own, and what that says it builds on."""
    parts = path.relative_to(PACKAGE).parts
    if parts[0] != "frameworks" or len(parts) < 3:
        return set()
    description = json.loads((PACKAGE / "frameworks" / parts[1] / "rows.json").read_text(encoding="utf-8"))
    return {parts[1], *description.get("builds_on", [])}


def test_every_library_with_a_folder_is_looked_for() -> None:
    assert {framework.name for framework in discovery.own()} == NAMES | DATA | {"tf_keras", "python"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_its_own_folder_names_a_library(path: Path) -> None:
    assert named_in(code_of(path)) <= allowed(path)


def test_the_search_finds_names_in_code_alone(tmp_path: Path) -> None:
    file = tmp_path / "some.py"
    file.write_text('"""torch"""\n\nvalue = "tf_keras"  # onnx\n\ndef use():\n    """keras"""\n    return "XGBoost"\n')
    assert named_in(code_of(file)) == {"keras", "xgboost"}
    assert re.search("import", code_of(Path(__file__)))
