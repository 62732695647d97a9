"""Folders of Sentence Transformers: what other programs make of them, and that a save changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_models.frameworks.sentence_transformers import layout
from jupyterlab_models.frameworks.sentence_transformers.adapter import ADAPTER
from jupyterlab_models.frameworks.sentence_transformers.making import class_of
from jupyterlab_models.frameworks.transformers.values import NotAllowed

from ..hostile.samples import SAMPLES

ENCODING = "sentence-transformers"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("folder")
    SAMPLES[ENCODING].write(ENCODING, place)
    return place


def test_the_library_opens_the_folder_itself(folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    native: Any = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    ours = ADAPTER.read(folder, ENCODING, "")
    assert native.prompts == ours.prompts
    assert [type(one) for one in native] == [type(one) for one in ours]
    said = ["hello world", "hello"]
    assert (native.encode(said) == ours.encode(said)).all()


def test_every_class_of_the_table_is_there() -> None:
    for kind, module in layout.PLACES.items():
        assert class_of(kind).__module__ == module


def test_a_check_does_not_set_the_similarity() -> None:
    model = SAMPLES[ENCODING].make()
    plan = ADAPTER.check(model)
    ADAPTER.describe(model, plan)
    ADAPTER.facts(model)
    assert vars(model)["_similarity_fn_name"] is None


@pytest.mark.parametrize("kind", layout.PART_RULES)
def test_a_part_needs_all_its_settings(kind: str) -> None:
    with pytest.raises(NotAllowed):
        layout.PART_CHECKS[kind]({})


def test_the_list_of_parts_is_what_the_library_writes(folder: Path, tmp_path: Path) -> None:
    SAMPLES[ENCODING].make().save_pretrained(str(tmp_path), create_model_card=False)
    for name in (layout.MODULES, layout.FIRST, "1_Pooling/config.json", "2_Dense/config.json"):
        assert json.loads((folder / name).read_text()) == json.loads((tmp_path / name).read_text()), name
