"""ONNX models."""

from __future__ import annotations

from .row import Row

SETUP = """
import os, tempfile
import numpy, onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.external_data_helper import convert_model_to_external_data
folder = tempfile.mkdtemp()

def network(width=8, dtype='float32', **more):
    weights = numpy.arange(width * 4).reshape(4, width).astype(dtype)
    kind = helper.np_dtype_to_tensor_dtype(weights.dtype)
    nodes = [helper.make_node('MatMul', ['x', 'w'], ['h'], name='first'),
             helper.make_node('Add', ['h', 'b'], ['y'], name='second')]
    small = helper.make_tensor('b', kind, [width], numpy.ones(width, dtype).tolist())
    graph = helper.make_graph(
        nodes, 'network',
        [helper.make_tensor_value_info('x', kind, ['rows', 4])],
        [helper.make_tensor_value_info('y', kind, ['rows', width])],
        [numpy_helper.from_array(weights, 'w'), small],
    )
    options = {'opset_imports': [helper.make_opsetid('', 18)], 'ir_version': 9, 'producer_name': 'by hand'}
    return helper.make_model(graph, **{**options, **more})

def seen(m):
    return (type(m).__module__ + '.' + type(m).__qualname__, m.SerializeToString(deterministic=True).hex())

def stored(name, **options):
    path = os.path.join(folder, name + '.onnx')
    data = {'save_as_external_data': True, 'location': name + '.data', 'size_threshold': 0}
    onnx.save_model(network(1000), path, **data)
    return onnx.load(path, **options)
"""
TYPE = "onnx.ModelProto"

ROWS = (
    Row("weights inside", TYPE, "model = network()", "seen(model)"),
    Row(
        "metadata, own domain and function",
        TYPE,
        "model = network(opset_imports=[helper.make_opsetid('', 17), helper.make_opsetid('mine', 1)])\n"
        "model.metadata_props.add(key='author', value='é')\nmodel.doc_string = 'says'\n"
        "twice = helper.make_node('Add', ['a', 'a'], ['c'])\n"
        "imports = [helper.make_opsetid('', 17)]\n"
        "model.functions.append(helper.make_function('mine', 'Twice', ['a'], ['c'], [twice], imports))",
        "seen(model)",
    ),
    Row(
        "graph inside of a node, sparse weights",
        TYPE,
        "model = network()\n"
        "constant = helper.make_node('Constant', [], ['z'], value=numpy_helper.from_array(numpy.eye(3), 'eye'))\n"
        "inner = helper.make_graph([constant], 'inner', [], [helper.make_tensor_value_info('z', 11, [3, 3])])\n"
        "model.graph.node.append(helper.make_node('If', ['c'], ['i'], then_branch=inner, else_branch=inner))\n"
        "values = helper.make_tensor('s', 1, [2], [1.0, 2.0]); places = helper.make_tensor('i', 7, [2], [0, 3])\n"
        "model.graph.sparse_initializer.append(helper.make_sparse_tensor(values, places, [5]))",
        "seen(model)",
    ),
    Row("bfloat16 and int4", TYPE, "model = network(); model.graph.initializer[0].data_type = 16", "seen(model)"),
    Row(
        "large weights",
        TYPE,
        "model = network(500_000)",
        "__import__('hashlib').sha256(seen(model)[1].encode()).hexdigest()",
    ),
    Row(
        "marked as external",
        TYPE,
        "model = network(1000, 'float64')\n"
        "convert_model_to_external_data(model, location='weights.bin', size_threshold=0)",
        "seen(model)",
    ),
    Row(
        "read with its external data",
        TYPE,
        "model = stored('read')",
        "seen(model)",
    ),
    Row(
        "external data that was not read",
        TYPE,
        "model = stored('not', load_external_data=False)",
        "seen(model)",
        outcome="refused",
        says="in the file 'not.data', which was not read with it",
    ),
    Row("empty", TYPE, "model = onnx.ModelProto()", "seen(model)", outcome="refused", says="no graph"),
)
