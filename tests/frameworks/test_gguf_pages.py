"""What the page of a GGUF file shows, and that files are read as they are opened and changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gguf
import numpy
import pytest

from jupyterlab_models.frameworks.gguf.adapter import ADAPTER
from jupyterlab_models.kernel.adapter import Folder, Table
from jupyterlab_models.kernel.errors import AgentError

TEMPLATE = "{% for message in messages %}\n{{ message.content }}\n{% endfor %}" + "x" * 700


def written(path: Path, *, mode: Any = "r", file_type: int | None = 15) -> Any:
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("Tiny")
    writer.add_license("apache-2.0")
    writer.add_context_length(4096)
    writer.add_block_count(2)
    writer.add_head_count(4)
    writer.add_head_count_kv(1)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("llama-bpe")
    writer.add_token_list(["a", "b", "c"])
    writer.add_chat_template(TEMPLATE)
    if file_type is not None:
        writer.add_file_type(file_type)
    writer.add_tensor("norm", numpy.ones(256, "float32"))
    block = numpy.zeros((3, 144), "uint8")
    writer.add_tensor("up", block, raw_dtype=gguf.GGMLQuantizationType.Q4_K)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return gguf.GGUFReader(path, mode)


def pages(obj: Any) -> dict[str, Table]:
    return {table.title: table for table in ADAPTER.describe(obj, ADAPTER.check(obj))}


def test_the_page_shows_what_the_model_is(tmp_path: Path) -> None:
    found = pages(written(tmp_path / "a.gguf"))
    assert {row[0]: row[1] for row in found["Structure"].rows} == {
        "Architecture": "llama",
        "Name": "Tiny",
        "Parameters": "1024",
        "Tensors": "2",
        "Quantization": "Q4_K_M",
        "Context length": "4096",
        "Layers": "2",
        "Attention heads": "4",
        "Key-value heads": "1",
        "Vocabulary": "3",
        "Tokenizer": "gpt2 llama-bpe",
        "License": "apache-2.0",
        "Version of GGUF": "3",
    }
    assert found["Types"].rows == [["F32", "1", "256"], ["Q4_K", "1", "768"]]
    assert ["llama.block_count", "2"] in found["Values"].rows


def test_the_whole_chat_template_is_shown(tmp_path: Path) -> None:
    lines = [row[0] for row in pages(written(tmp_path / "a.gguf"))["Chat template"].rows]
    assert lines[:2] == TEMPLATE.splitlines()[:2]
    assert "".join(lines) == TEMPLATE.replace("\n", "")


def test_a_file_that_does_not_tell_is_named_by_most_of_its_elements(tmp_path: Path) -> None:
    assert ADAPTER.facts(written(tmp_path / "a.gguf", file_type=None)).parameters["Quantization"] == "Q4_K"


def test_facts(tmp_path: Path) -> None:
    facts = ADAPTER.facts(written(tmp_path / "a.gguf"))
    assert facts.dtypes == {"F32": 1, "Q4_K": 1}
    assert facts.parameters["Architecture"] == "llama"


def test_what_was_changed_in_memory_is_saved(tmp_path: Path) -> None:
    reader = written(tmp_path / "a.gguf", mode="c")
    reader.tensors[0].data[:] = 7
    target = tmp_path / "saved"
    target.mkdir()
    ADAPTER.write(reader, ADAPTER.check(reader), "gguf", Folder(target, lambda: None))
    assert (target / "model.gguf").read_bytes() == reader.data.tobytes() != (tmp_path / "a.gguf").read_bytes()
    assert ADAPTER.read(target, "gguf", "").tensors[0].data.tolist() == [7.0] * 256


def test_a_file_that_became_shorter_is_not_touched(tmp_path: Path) -> None:
    """Looking at what is missing would end the process."""
    reader = written(tmp_path / "a.gguf")
    with (tmp_path / "a.gguf").open("r+b") as file:
        file.truncate(100)
    with pytest.raises(AgentError, match="shorter"):
        ADAPTER.check(reader)
