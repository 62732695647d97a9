"""The text that is sent runs under every Python from 3.9 on that this machine has, without any library."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_models.kernel import packages

from ..frameworks.loaded import SOURCE
from .tickets import Json, spool_way, ticket, version_of

FIRST = (3, 9)
SCRIPT = """
import json, pathlib, sys, types
class Shell:
    user_ns = {'answer': 42, 'model': object(), 'sys': sys}
    user_ns_hidden = {}
sys.modules['IPython'] = types.SimpleNamespace(get_ipython=lambda: Shell)
probe, agent, ticket = json.loads(pathlib.Path(sys.argv[1]).read_text())
exec(probe, {})
import builtins
mime, = [key for key in builtins.__jupyterlab_models_probe__._repr_mimebundle_() if 'json' in key]
listing = builtins.__jupyterlab_models_probe__._repr_mimebundle_()[mime]
exec(agent, {})
run = sys.modules['_jupyterlab_models'].run
def ask(**request): return run(json.dumps(request))._repr_mimebundle_()[mime]
left = [name for name in sys.modules if 'jupyterlab_models' in name]
print(json.dumps([listing, ask(op='check', variable='model'), ask(op='target', variable='class', version={}),
                  ask(op='save', variable='model', format='x', encoding='x', ticket=ticket), left,
                  sys.modules['_jupyterlab_models'].__dict__['digest']]))
"""


@cache
def interpreters() -> dict[str, str]:
    """Version → executable: the running one, those on the PATH and those of pyenv."""
    found = {f"{sys.version_info.major}.{sys.version_info.minor}": sys.executable}
    candidates = [shutil.which(f"python3.{minor}") for minor in range(FIRST[1], 20)]
    candidates += [str(path) for path in (Path.home() / ".pyenv" / "versions").glob("3.*/bin/python3")]
    for candidate in filter(None, candidates):
        probe = [candidate, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        answer = subprocess.run(probe, capture_output=True, text=True, check=False)
        version = answer.stdout.strip()
        if answer.returncode == 0 and tuple(map(int, version.split("."))) >= FIRST:
            found.setdefault(version, candidate)
    return found


@pytest.mark.parametrize(("version", "executable"), sorted(interpreters().items()))
def test_runs(version: str, executable: str, tmp_path: Path) -> None:
    given = tmp_path / "given.json"
    given.write_text(json.dumps([SOURCE["probe"], SOURCE["agent"], ticket([spool_way(tmp_path / "spool")])]))
    command = [executable, "-I", "-W", "error", "-c", SCRIPT, str(given)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == ""
    listing, check, target, save, left, digest = json.loads(answer.stdout)
    assert listing["names"] == ["answer", "model"]
    assert (check["class"], check["choices"][0]["encoding"]) == ("builtins.object", "cloudpickle")
    assert target["error"]["code"] == "invalid_variable"
    assert save["error"]["code"] == "unsupported"  # there is no encoding x
    assert json.loads((tmp_path / "spool" / "done.json").read_text()) == save
    assert left == ["_jupyterlab_models"]
    assert digest == SOURCE["digest"]


MODULES = """
import gc, json, pathlib, sys, types
sys.modules['IPython'] = types.SimpleNamespace(get_ipython=lambda: None)
exec(pathlib.Path(sys.argv[1]).read_text(), {})
(modules,) = [found for found in gc.get_objects() if type(found).__name__ == 'Modules']
names = [name.partition('.')[2] for name in modules._finder.sources if not name.endswith('.cloudpickle')]
for name in names:
    modules.get(name)
print(len(names))
"""


@pytest.mark.parametrize(("version", "executable"), sorted(interpreters().items()))
def test_every_module_that_is_sent_needs_the_standard_library_alone(
    version: str, executable: str, tmp_path: Path
) -> None:
    agent = tmp_path / "agent.py"
    agent.write_text(SOURCE["agent"])
    command = [executable, "-I", "-S", "-W", "error", "-c", MODULES, str(agent)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert int(answer.stdout) > 50


SHELL = """
import json, pathlib, sys, types
class Shell:
    user_ns = globals()
    user_ns_hidden = {}
sys.modules['IPython'] = types.SimpleNamespace(get_ipython=lambda: Shell)
agent, ticket = json.loads(pathlib.Path(sys.argv[1]).read_text())
exec(agent, {})
known = set(sys.modules)
def ask(**request):
    reply = sys.modules['_jupyterlab_models'].run(json.dumps(request))
    (answer,) = [v for k, v in reply._repr_mimebundle_(include=None, exclude=None).items() if 'json' in k]
    assert not [name for name in sys.modules if 'cloudpickle' in name]
    return answer
"""
SAVE = (
    SHELL
    + """
import dataclasses, enum, typing
T = typing.TypeVar('T')
FACTOR = 3
def times(x): return x * FACTOR
class Mode(enum.Enum):
    FAST = 1
class Base:
    __slots__ = ('a',)
    def __init__(self, a): self.a = a
    def run(self, x): return times(x) + self.a
@dataclasses.dataclass
class Grand(Base, typing.Generic[T]):
    a: int
    mode: Mode = Mode.FAST
    def run(self, x): return super().run(x) * 2
model = [Grand(5), lambda x: times(x) + 1, Mode]
check = ask(op='check', variable='model')
print(json.dumps([check, ask(op='save', variable='model', ticket=ticket)]))
"""
)
LOAD = (
    SHELL
    + """
report = ask(op='load', variable='model', ticket=ticket)
if report['ok']:
    thing, function, mode = model
    report['seen'] = [thing.run(2), type(thing).__qualname__, type(thing).__mro__[1].__qualname__, repr(thing),
                      function(1), thing.mode is mode.FAST, type(thing).__module__]
print(json.dumps(report))
"""
)


def shell(executable: str, script: str, folder: Path, *given: object) -> Any:
    """Run a script as if it were a kernel, without any library; its answer."""
    folder.mkdir(exist_ok=True)
    (folder / "script.py").write_text(script)
    (folder / "given.json").write_text(json.dumps(given))
    command = [executable, "-I", "-S", "-W", "error", str(folder / "script.py"), str(folder / "given.json")]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == ""
    return json.loads(answer.stdout)


def saved(executable: str, tmp_path: Path) -> Json:
    """A version with code of its own."""
    agent = SOURCE["agent"]
    check, report = shell(executable, SAVE, tmp_path / "save", agent, ticket([spool_way(tmp_path / "save" / "spool")]))
    assert check["ok"], check["error"]
    assert "class Grand, class Base" in check["choices"][0]["lost"][0]
    assert report["ok"], report
    return version_of(report, tmp_path / "save" / "spool" / "files")


def loaded(executable: str, version: Json, tmp_path: Path) -> Json:
    agent = SOURCE["agent"]
    way = spool_way(tmp_path / "load" / "spool", tmp_path / "save" / "spool" / "files")
    report: Json = shell(executable, LOAD, tmp_path / "load", agent, ticket([way], version))
    return report


@pytest.mark.parametrize(("version", "executable"), sorted(interpreters().items()))
def test_code_travels_without_any_library(version: str, executable: str, tmp_path: Path) -> None:
    report = loaded(executable, saved(executable, tmp_path), tmp_path)
    assert report["ok"], report
    assert report["seen"] == [22, "Grand", "Base", "Grand(a=5, mode=<Mode.FAST: 1>)", 4, True, "__main__"]
    sources = json.loads((tmp_path / "save" / "spool" / "files" / "sources.json").read_text())["code"]
    texts = {code["name"]: code["source"] for code in sources}
    assert texts["Grand"].startswith("@dataclasses.dataclass\nclass Grand(Base")
    assert texts["times"] == "def times(x): return x * FACTOR\n"
    assert texts["<lambda>"] == "lambda x: times(x) + 1"


def test_byte_code_of_another_python_is_refused(tmp_path: Path) -> None:
    found = sorted(interpreters().items())
    if len(found) < 2:
        pytest.skip("only one Python is here")
    report = loaded(found[1][1], saved(found[0][1], tmp_path), tmp_path)
    assert report["error"]["code"] == "other_python"
    assert found[0][0] in report["error"]["hint"]


STANDARD = """
import json, runpy, sys
is_own = runpy.run_path(sys.argv[1])['is_own']
names = ['json', 'decimal', 'math', 'zlib', 'sys', 'zipimport', 'own_module.part', 'nowhere', '__main__']
print(json.dumps([name for name in names if is_own(name)]))
"""


@pytest.mark.parametrize(("version", "executable"), sorted(interpreters().items()))
def test_standard_modules_are_not_own_code(version: str, executable: str, tmp_path: Path) -> None:
    (tmp_path / "own_module.py").write_text("")
    script = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{STANDARD}"
    command = [executable, "-I", "-c", script, packages.__file__]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(answer.stdout) == ["own_module.part", "nowhere", "__main__"]


def test_standard_modules_where_python_does_not_list_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(sys, "stdlib_module_names")
    names = ["json", "decimal", "math", "zlib", "sys", "zipimport", "test_pythons_nowhere"]
    assert [name for name in names if packages.is_own(name)] == ["test_pythons_nowhere"]


WATCHED = (
    SHELL
    + """
import cProfile, pstats
model = [1, 2]
def marked(): pass
profile = cProfile.Profile()
profile.enable()
check = ask(op='check', variable='model')
report = ask(op='save', variable='model', ticket=ticket)
marked()
profile.disable()
seen = [(key[0], key[2]) for key in pstats.Stats(profile).stats]
tools = []
if hasattr(sys, 'monitoring'):
    monitoring, tool = sys.monitoring, sys.monitoring.COVERAGE_ID
    monitoring.use_tool_id(tool, 'coverage')
    monitoring.register_callback(tool, monitoring.events.PY_START, lambda code, _: tools.append(code.co_filename))
    monitoring.set_events(tool, monitoring.events.PY_START)
    ask(op='check', variable='model')
    events, after = monitoring.get_events(tool), len(tools)
    marked()
    monitoring.free_tool_id(tool)
    assert (events, len(tools)) == (monitoring.events.PY_START, after + 1)
print(json.dumps([check['ok'], report['ok'], seen, tools]))
"""
)


@pytest.mark.parametrize(("version", "executable"), sorted(interpreters().items()))
def test_profilers_and_coverage_do_not_see_us(version: str, executable: str, tmp_path: Path) -> None:
    agent = SOURCE["agent"]
    checked, saved, seen, tools = shell(executable, WATCHED, tmp_path, agent, ticket([spool_way(tmp_path / "spool")]))
    assert (checked, saved) == (True, True)
    assert "marked" in [function for _, function in seen]
    ours = [function for file, function in seen if "jupyterlab_models" in file]
    assert set(ours) <= {"run", "_mute"}
    assert {file for file in tools if "jupyterlab_models" in file} <= {
        "<_jupyterlab_models.kernel.session.without_tracing>"
    }
