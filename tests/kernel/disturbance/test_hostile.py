"""Objects that complain when they are touched: the list calls nothing of them, nor does a save of something else.

To check such an object itself is to pickle it, which calls what its class defines; the user asked for that.
"""

from __future__ import annotations

import json

import pytest

from ..kernels import Kernel
from .visits import Visits

LIBRARIES = "small"

TOUCHY = """
def _touchy():
    calls = []
    def note(*arguments, **named):
        import time
        calls.append(1)
        print('touched')
        globals().pop('model', None)
        time.sleep(5)
        raise RuntimeError('touched')
    names = ('__repr__ __str__ __len__ __eq__ __ne__ __lt__ __hash__ __bool__ __iter__ __getattr__ __getattribute__ '
             '__dir__ __instancecheck__ __subclasscheck__ __format__ __sizeof__ __call__ __get__ __contains__ '
             '__reduce__ __reduce_ex__ __getstate__ __copy__ __deepcopy__ __index__ __int__ __float__ __fspath__ '
             '__getitem__ __array__ __dataframe__ __enter__ __await__ __prepare__ mro _repr_html_ '
             '_repr_mimebundle_ _ipython_display_').split()
    meta_body = {name: note for name in names if name not in ('mro', '__prepare__')} | {'__class__': property(note)}
    body = {name: note for name in names} | {'__class__': property(note), 'shape': property(note)}
    meta = type('Meta', (type,), meta_body | {'__module__': property(note), '__doc__': property(note)})
    kept = type.__call__(meta, 'Touchy', (), {**body, '__module__': property(note)})
    estimator = type('LinearRegression', (), {**body, '__module__': 'sklearnish'})
    return calls, kept, object.__new__(kept), object.__new__(type('Plain', (), body)), object.__new__(estimator)
_calls, touchy_class, touchy, plain, estimator = _touchy()
"""

REAL = """
import importlib.util, sys, unittest.mock, weakref
import numpy, pandas
mock = unittest.mock.MagicMock()
spec_mock = unittest.mock.NonCallableMagicMock(spec=dict)
sealed = unittest.mock.create_autospec(pandas.DataFrame)
class Target: pass
_target = Target()
proxy = weakref.proxy(_target)
dead_proxy = weakref.proxy(Target())
class LazyFrame:
    def __init__(self): self.collected = 0
    def _collect(self, *_): self.collected += 1; return self
    columns = schema = shape = property(_collect)
    __len__ = __repr__ = __str__ = _collect
    def __getattr__(self, name): return self._collect()
lazy = LazyFrame()
generator = (print(n) for n in range(3))
file = open(__import__('os').devnull)
_spec = importlib.util.find_spec('colorsys')
_spec.loader = importlib.util.LazyLoader(_spec.loader)
lazy_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(lazy_module)
object_array = numpy.array([object()], dtype=object)
empty_series = pandas.Series(dtype=float)
"""


def test_touchy_objects(kernel: Kernel, visits: Visits) -> None:
    kernel.run(TOUCHY)
    found = kernel.variables()
    assert found["touchy"] == ["?:Touchy", "builtins:object"]
    assert found["plain"][0] == "__main__:Plain"
    assert found["touchy_class"][0] == "?:Meta"
    assert found["estimator"][0] == "sklearnish:LinearRegression"
    for name in ("touchy", "plain", "touchy_class", "estimator"):
        assert kernel.ask("target", variable=name, version={})["taken"]
    reply = visits.while_running("import time\nfor _ in range(8): touchy_too = touchy; time.sleep(0.1)")
    assert reply["outputs"] == []
    kernel.run("del touchy, plain, touchy_class, touchy_too, estimator")
    visits.look()
    assert kernel.value("(len(_calls), 'model' in globals())") == (0, True)


def test_names_that_are_touchy(kernel: Kernel, visits: Visits) -> None:
    kernel.run(
        "calls = []\nclass Name(str):\n    def __eq__(self, other): calls.append(1); return False\n"
        "    def __hash__(self): calls.append(1); return 7\nglobals()[Name('odd')] = 1\ncalls.clear()"
    )
    assert "odd" not in kernel.variables()
    kernel.run("after = 1")
    assert "after" in kernel.variables()
    assert kernel.value("len(calls)") == 0
    kernel.run("for key in list(globals()):\n    if type(key) is Name: del globals()[key]")


def test_mocks_proxies_and_lazy_things(kernel: Kernel, visits: Visits) -> None:
    kernel.run(REAL)
    found = kernel.variables()
    assert found["mock"][-1] == "builtins:object"
    assert found["proxy"][0] == "builtins:weakref.ProxyType" or "proxy" in found["proxy"][0].lower()
    assert "lazy_module" not in found
    for name in ("generator", "file"):
        assert kernel.ask("check", variable=name)["error"]["code"] == "unsupported"
    visits.all()
    calls = "(mock.mock_calls, mock.method_calls, list(mock._mock_children), spec_mock.mock_calls)"
    assert kernel.value(calls) == ([], [], [], [])
    assert kernel.value("(vars(lazy)['collected'], next(generator), file.closed)") == (0, None, False)
    assert kernel.value("type(lazy_module).__name__") == "_LazyModule"


@pytest.mark.parametrize("count", [10, 1000, 10_000])
def test_bytes_do_not_grow_with_the_values(kernel: Kernel, count: int) -> None:
    kernel.run(
        f"import numpy\nfor n in range({count}):\n"
        "    globals()[f'v{n}'] = numpy.zeros(100_000) if n % 1000 == 0 else 'x' * 10_000 if n % 100 == 0 else n"
    )
    try:
        listing = kernel.listing()
        rows = [listing["names"], listing["kinds"], listing["bound"]]
        assert len(json.dumps(rows)) <= 20 * len(listing["names"]) + 100
        assert len(json.dumps(kernel.changes())) <= 2000
    finally:
        kernel.run(f"for n in range({count}): del globals()[f'v{{n}}']")


def test_no_finaliser_runs_on_our_thread(kernel: Kernel, visits: Visits) -> None:
    kernel.run(
        "import threading\nfinished = set()\nclass Watched:\n"
        "    def __del__(self): finished.add(threading.current_thread().name)"
    )
    code = (
        "end = __import__('time').monotonic() + 2\nwhile __import__('time').monotonic() < end:\n    watched = Watched()"
    )
    visits.while_running(code, times=40, pause=0)
    assert kernel.value("sorted(finished)") == ["MainThread"]
