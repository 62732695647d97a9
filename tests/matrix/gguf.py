"""GGUF files that `gguf.GGUFReader` has open."""

from __future__ import annotations

from .row import Row

SETUP = """
import os, tempfile
import gguf
import numpy

TYPES = gguf.GGMLQuantizationType
def made(tensors=None, quantized=None, arch='llama', order=gguf.GGUFEndian.LITTLE, mode='r', **values):
    path = os.path.join(tempfile.mkdtemp(), 'some.gguf')
    w = gguf.GGUFWriter(path, arch, endianess=order)
    align = values.pop('align', None)
    if align:
        w.add_custom_alignment(align)
    for name, value in values.items():
        getattr(w, 'add_' + name)(*value if type(value) is tuple else (value,))
    for name, array in (tensors or {}).items():
        w.add_tensor(name, array)
    for name, kind in (quantized or {}).items():
        block, size = gguf.GGML_QUANT_SIZES[kind]
        data = numpy.arange(2 * size, dtype='uint8').reshape(2, size)
        w.add_tensor(name, data, raw_dtype=kind)
    w.write_header_to_file()
    w.write_kv_data_to_file()
    w.write_tensors_to_file()
    w.close()
    return gguf.GGUFReader(path, mode)

def numbers():
    return {'w': numpy.arange(12, dtype='float32').reshape(3, 4), 'b': numpy.ones(4, 'float16')}

def seen(m):
    return (type(m).__name__, m.data.tobytes().hex(), m.byte_order, int(m.alignment),
        [(name, [int(t) for t in f.types], f.contents()) for name, f in m.fields.items()],
        [(t.name, t.tensor_type.name, t.shape.tolist(), t.data.dtype.str, t.data.tobytes().hex()) for t in m.tensors])
"""
READER = "gguf.GGUFReader"


def _row(name: str, code: str) -> Row:
    return Row(name, READER, f"model = {code}", "seen(model)")


def _refused(name: str, code: str, says: str) -> Row:
    return Row(name, READER, f"model = {code}", "type(model).__name__", outcome="refused", says=says)


SIZES = "context_length=64, block_count=2, embedding_length=32, head_count=4, head_count_kv=2, vocab_size=3"
WORDS = "tokenizer_model='gpt2', token_list=['<unk>', 'ä', b'\\xff'.decode('latin-1')], token_scores=[0.0, -1.5, 2.0]"

ROWS = (
    _row("numbers of all kinds", "made({t: numpy.arange(6).astype(t) for t in 'bhilefd'})"),
    _row("sizes and license", f"made(numbers(), {SIZES}, license='mit', name='Tiny', file_type=1)"),
    _row("a vocabulary", f"made(numbers(), {WORDS})"),
    _row("a vocabulary alone", f"made({WORDS})"),
    _row(
        "chat templates",
        "made(numbers(), chat_template=[{'name': 'default', 'template': '{{ a }}\\n' * 9},"
        " {'name': 'tool_use', 'template': '{{ b }}'}])",
    ),
    _row(
        "a block of each quantization",
        "made(None, {t.name: t for t in TYPES if gguf.GGML_QUANT_SIZES[t][0] > 1 and t < 24})",
    ),
    _row(
        "newer quantizations",
        "made(None, {t.name: t for t in TYPES if gguf.GGML_QUANT_SIZES[t][0] > 1 and t > 23})",
    ),
    _row("bfloat16", "made(None, {'x': TYPES.BF16})"),
    _row("big-endian", "made(numbers(), order=gguf.GGUFEndian.BIG)"),
    _row("another alignment", "made(numbers(), align=128)"),
    _row("four dimensions", "made({'x': numpy.arange(24.0).reshape(1, 2, 3, 4)})"),
    _row("a mixture of experts", "made(numbers(), arch='qwen3moe', expert_count=8, expert_used_count=2)"),
    _row("no values, no tensors", "made()"),
    Row(
        "changed in memory",
        READER,
        "model = made(numbers(), mode='c')\nmodel.tensors[0].data[:] = 7",
        "seen(model)",
        outcome="announced",
        says="read-only",
        back="seen(model)",
    ),
    _refused(
        "fields that the file does not have",
        "made(numbers())\nmodel.fields['more'] = model.fields['general.architecture']",
        "not those of its file",
    ),
    _refused("one of several parts", "made(numbers(), uint16=('split.count', 3))", "one of several parts"),
    _refused(
        "a class of the notebook",
        "made(numbers())\nclass Own(gguf.GGUFReader): pass\nmodel = Own(str(model.data.filename))",
        "more than what the library has",
    ),
    _refused("a writer", "gguf.GGUFWriter(None, 'llama')", "holds no model"),
)
