"""Plain values, functions and objects of the notebook's own classes."""

from __future__ import annotations

from .row import Row

SETUP = """
import collections, dataclasses, datetime, enum, functools, math
import numpy
SHIFT = 10

def same(m):
    return (type(m).__module__, type(m).__qualname__, repr(m))

def shape(m):
    kinds = [base.__module__ + '.' + base.__qualname__ for base in type(m).__mro__]
    return (kinds, sorted((name, repr(value)) for name, value in vars(m).items()))
"""
OBJECT = "builtins.object"


def _plain(name: str, type: str, code: str) -> Row:
    return Row(name, type, f"model = {code}", "same(model)", risk="data")


def _code(name: str, code: str, observe: str, **more: str) -> Row:
    return Row(name, OBJECT, code, observe, risk="code", **more)  # type: ignore[arg-type]


ROWS = (
    _plain("None", "builtins.NoneType", "None"),
    _plain("bool", "builtins.int", "True"),
    Row("integer of 5001 digits", "builtins.int", "model = -(10 ** 5000) - 7", "hex(model)", risk="data"),
    _plain("minus zero", "builtins.float", "-0.0"),
    _plain("not a number", "builtins.float", "float('nan')"),
    _plain("complex", "builtins.complex", "complex(-0.0, float('inf'))"),
    _plain("text with a lone surrogate", "builtins.str", "'a\\ud800\\U0001f600\\0'"),
    _plain("bytes", "builtins.bytes", "bytes(range(256))"),
    _plain("bytearray", "builtins.bytearray", "bytearray(b'ab')"),
    _plain("nested list", "builtins.list", "[1, [2.5, (None, True)], {'a': [b'x']}]"),
    _plain("tuple", "builtins.tuple", "(1, ('a',), ())"),
    _plain("dict with odd keys", "builtins.dict", "{1: 'a', (2, 3): {'$': 1}, None: [], 'é': math.inf}"),
    _plain("OrderedDict", "builtins.dict", "collections.OrderedDict(b=1, a=[2])"),
    _plain(
        "dict with arrays in it",
        "builtins.dict",
        "{'w': numpy.arange(6.0).reshape(2, 3), 'names': (1, numpy.array(['a', 'b']))}",
    ),
    Row(
        "set",
        "builtins.set",
        "model = {1, 'a', (2, 3)}",
        "(type(model).__name__, sorted(map(repr, model)))",
        risk="data",
    ),
    _plain("frozenset", "builtins.frozenset", "frozenset({1})"),
    Row(
        "dict with objects of the notebook",
        "builtins.dict",
        "class Point:\n    def __init__(self, x): self.x = x\nmodel = {'a': Point(1), 'b': [Point(2)]}",
        "(type(model['a']).__qualname__, model['a'].x, model['b'][0].x, type(model['a']) is type(model['b'][0]))",
        risk="code",
    ),
    Row(
        "list that holds itself",
        "builtins.list",
        "model = [1]; model.append(model)",
        "(model[0], model[1] is model)",
        risk="code",
    ),
    _code(
        "function with globals",
        "rate = [2, 3]\ndef double(x):\n    'Twice.'\n    return SHIFT + x * rate[1]\n"
        "def model(x, *, more=1) -> int:\n    return double(x) + more",
        "(model(4), model.__name__, model.__kwdefaults__, model.__annotations__ == {'return': int})",
    ),
    _code("lambda", "model = lambda x: x + SHIFT", "(model(1), model.__name__, model.__module__)"),
    _code(
        "closure",
        "def make(n):\n    seen = []\n    def inner(x):\n        seen.append(x)\n        return n * x\n"
        "    return inner\n"
        "model = make(3)",
        "(model(2), model.__qualname__, model.__code__.co_freevars)",
    ),
    _code(
        "decorated, recursive",
        "def traced(f):\n    @functools.wraps(f)\n    def inner(*a): return f(*a)\n    return inner\n"
        "@traced\ndef model(n):\n    'Factorial.'\n    return 1 if n < 2 else n * model(n - 1)",
        "(model(5), model.__doc__, model.__wrapped__.__name__)",
    ),
    _code("partial", "model = functools.partial(pow, 2, mod=7)", "(model(5), model.args, model.keywords)"),
    _code("method of an object", "model = 'a-b'.split", "(model('-'), model.__name__)"),
    _code(
        "grandchild with slots and super",
        "class Base:\n    __slots__ = ('a',)\n    def __init__(self, a): self.a = a\n"
        "    def total(self): return self.a\n"
        "class Child(Base):\n    def total(self): return super().total() + SHIFT\n"
        "class Grand(Child):\n    kind = 'g'\nmodel = Grand(5); model.extra = [1]",
        "(shape(model), model.a, model.total(), model.kind)",
    ),
    _code(
        "dataclass, enum and default factory",
        "class Mode(enum.Enum):\n    FAST = 1\n    SLOW = 2\n"
        "@dataclasses.dataclass(order=True)\nclass Setup:\n    mode: Mode\n"
        "    sizes: list = dataclasses.field(default_factory=list)\n"
        "model = Setup(Mode.SLOW, [1, 2])",
        "(repr(model), model == type(model)(type(model.mode).SLOW, [1, 2]), type(model)(model.mode).sizes)",
    ),
    _code(
        "class with __getstate__ and __slots__",
        "class Kept:\n    def __init__(self): self.a, self.lock = 1, __import__('threading').Lock()\n"
        "    def __getstate__(self): return {'a': self.a}\n    def __setstate__(self, state): self.a = state['a'] + 0\n"
        "model = Kept()",
        "(model.a, type(model).__qualname__)",
    ),
    _code(
        "named tuple",
        "model = collections.namedtuple('Pair', 'x y')(1, y=[2])",
        "(model.x, model.y, model._fields, repr(model))",
    ),
    _code("dates", "model = datetime.datetime(2024, 2, 29, tzinfo=datetime.timezone.utc)", "repr(model)"),
    _code(
        "class cell run again",
        "class Net:\n    def __init__(self): self.w = 2\n    def run(self, x): return x * self.w\nmodel = Net()",
        "(model.run(3), isinstance(model, globals().get('Net', type(model))))",
        before="class Net:\n    def __init__(self): self.w = 2\n    def run(self, x): return x * self.w",
    ),
    _code(
        "class cell changed meanwhile",
        "class Net:\n    def run(self, x): return x * 2\nmodel = Net()",
        "model.run(3)",
        before="class Net:\n    def run(self, x): return x * 100",
    ),
    Row(
        "open file inside",
        OBJECT,
        "class Log: pass\nmodel = Log(); model.inner = {'out': open('/dev/null')}",
        "sorted(vars(model))",
        outcome="refused",
        says="an open file at .inner['out']",
    ),
    Row(
        "generator",
        OBJECT,
        "model = (n for n in [1])",
        "1",
        outcome="refused",
        says="generator objects cannot be",
    ),
    Row("class", OBJECT, "class model: pass", "model.__name__", outcome="refused", says="not an instance"),
    Row(
        "module",
        OBJECT,
        "import math as model",
        "model.__name__",
        outcome="refused",
        says="module objects cannot be",
    ),
)
