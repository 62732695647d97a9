"""Operations of the agent leave nothing behind: no reference, no output, no changed state."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from . import zoo
from .kernels import RUN, Kernel
from .tickets import load, save, spool_way, ticket

LIBRARIES = "small"

STATE = """(
    sorted(globals()), len(In), sorted(Out), get_ipython().execution_count, _, repr(sys.last_value),
    sys.exc_info(), random.getstate(), str(numpy.random.get_state()), os.getcwd(), os.listdir(),
    len(warnings.filters), [type(stream).__name__ for stream in (sys.stdout, sys.stderr)],
    [name for name in sys.modules if 'jupyterlab_models' in name], [type(f).__name__ for f in sys.meta_path],
    sorted(name for name in vars(builtins) if 'jupyterlab' in name))"""


@pytest.fixture(scope="module")
def trained(kernel: Kernel) -> Kernel:
    kernel.run(zoo.IMPORTS + zoo.DATA + "import builtins, gc, os, random, sys, warnings, weakref")
    for name, code in (("cat", zoo.CATBOOST), ("light", zoo.LIGHTGBM)):
        kernel.run(f"{name} = {code['text'][0]}")
    kernel.run(f"pipe = {zoo.SKLEARN['pipeline'][0]}\nown = make_pipeline(FunctionTransformer(lambda x: x)).fit(X)")
    locks = "bad = copy.deepcopy(own)\nbad.log = threading.Lock()\nthreads = threading.Lock()"
    kernel.run(f"import copy, threading\n{locks}")
    kernel.run("'the last value'")
    kernel.request("1 / 0")
    return kernel


def state(kernel: Kernel) -> str:
    text: str = kernel.value(f"repr({STATE})")
    return text


@pytest.mark.parametrize("variable", ["cat", "light", "pipe", "own"])
def test_check_save_target_and_load(trained: Kernel, tmp_path: Path, variable: str) -> None:
    before = state(trained)
    version = save(trained, variable, tmp_path / "spool")
    assert trained.ask("target", variable=f"{variable}_back", version=version)["ok"]
    assert state(trained) == before
    report = load(trained, variable, version, tmp_path / "spool" / "files", tmp_path / "load", overwrite=True)
    assert report["ok"]
    assert state(trained) == before


@pytest.mark.parametrize("variable", ["bad", "nothing", "threads", "1 / 0", "__import__('os')"])
def test_failures(trained: Kernel, tmp_path: Path, variable: str) -> None:
    before = state(trained)
    assert not trained.ask("check", variable=variable)["ok"]
    answer = trained.ask(
        "save", variable=variable, format="skops", encoding="pickle", ticket=ticket([spool_way(tmp_path / "spool")])
    )
    assert not answer["ok"]
    assert json.loads((tmp_path / "spool" / "done.json").read_text()) == answer
    assert state(trained) == before


@pytest.mark.parametrize("request_text", ["", "[]", "{}", "null", '{"op": "save"}', '{"op": "save", "ticket": {}}'])
def test_broken_requests(trained: Kernel, request_text: str) -> None:
    before = state(trained)
    reply = trained.request("", {"reply": f"{RUN}({request_text!r})"}, silent=True)
    result = reply["user_expressions"]["reply"]
    assert result["status"] == "ok"
    (body,) = [value for key, value in result["data"].items() if key != "text/plain"]
    assert body["ok"] is False
    assert body["error"]["message"]
    assert state(trained) == before


def test_another_digest_answers_as_if_no_agent_were_there(trained: Kernel) -> None:
    request = json.dumps({"op": "check", "variable": "cat", "digest": "another"})
    reply = trained.request("", {"reply": f"{RUN}({request!r})"}, silent=True)
    assert reply["user_expressions"]["reply"]["data"] == {"text/plain": "None"}


@pytest.mark.parametrize("code", ["cat", "light", "pipe", "own", "bad"])
def test_objects_can_be_freed(trained: Kernel, tmp_path: Path, code: str) -> None:
    trained.run(f"freed = copy.{'copy' if code == 'bad' else 'deepcopy'}({code})\nseen = weakref.ref(freed)")
    check = trained.ask("check", variable="freed")
    encoding = check["choices"][0]["encoding"] if check["ok"] else "pickle"
    answer = trained.ask("save", variable="freed", encoding=encoding, ticket=ticket([spool_way(tmp_path / "spool")]))
    assert answer["ok"] is (code != "bad")
    trained.run("del freed")
    assert trained.value("(gc.collect(), seen() is None)[1]") is True


def test_output_of_libraries_is_hidden(kernel: Kernel, tmp_path: Path) -> None:
    kernel.run(
        "import logging\nfrom sklearn.base import BaseEstimator\n"
        "logging.basicConfig(level='DEBUG')\nlogging.getLogger('noisy').addHandler(logging.StreamHandler())"
    )
    (Path(kernel.cwd) / "noisy_module.py").write_text(
        "import logging, sys, warnings\nfrom sklearn.base import BaseEstimator\n"
        "class Noisy(BaseEstimator):\n"
        "    def fit(self, X): self.fitted_ = True; return self\n"
        "    def __getstate__(self):\n"
        "        print('said'); print('complained', file=sys.stderr); warnings.warn('warned')\n"
        "        logging.getLogger('noisy').warning('logged'); logging.getLogger().error('logged')\n"
        "        return vars(self)\n"
    )
    kernel.run("import noisy_module\nloud = noisy_module.Noisy().fit(None)")
    version = save(kernel, "loud", tmp_path / "spool")  # `ask` refuses any output
    assert any("class Noisy" in sentence for sentence in version["lost"])
    reply = kernel.request("print('heard'); logging.getLogger('noisy').warning('heard')")
    assert "heard" in str(reply["outputs"])
    assert len(reply["outputs"]) >= 2


def test_a_stream_that_a_library_kept_works_afterwards(kernel: Kernel, tmp_path: Path) -> None:
    (Path(kernel.cwd) / "keeping_module.py").write_text(
        "import sys\nfrom sklearn.base import BaseEstimator\n"
        "class Keeping(BaseEstimator):\n"
        "    def __getstate__(self): sys.kept = sys.stdout; return vars(self)\n"
    )
    kernel.run("import keeping_module\nkeeping = keeping_module.Keeping()")
    save(kernel, "keeping", tmp_path / "spool")
    reply = kernel.request("import sys; sys.kept.write('heard')")
    assert any(output.get("text") == "heard" for output in reply["outputs"])


def test_interrupt_comes_back_as_an_error(kernel: Kernel, tmp_path: Path) -> None:
    (Path(kernel.cwd) / "slow_module.py").write_text(
        "import time\nfrom sklearn.base import BaseEstimator\n"
        "class Slow(BaseEstimator):\n"
        "    def fit(self, X): self.fitted_ = True; return self\n"
        "    def __getstate__(self): open('begun', 'w').close(); time.sleep(30); return vars(self)\n"
    )
    kernel.run("import slow_module\nslow = slow_module.Slow().fit(None)")
    request = {"op": "save", "variable": "slow", "format": "skops", "encoding": "pickle"}
    request["ticket"] = ticket([spool_way(tmp_path / "spool")])  # type: ignore[assignment]
    parent = kernel.client.execute(
        "", silent=True, user_expressions={"reply": f"{RUN}({json.dumps(request)!r})"}, allow_stdin=False
    )
    kernel.wait_for(Path(kernel.cwd) / "begun")
    kernel.manager.interrupt_kernel()
    reply = kernel.answer(parent)
    (body,) = [v for k, v in reply["user_expressions"]["reply"]["data"].items() if k != "text/plain"]
    assert body["error"]["code"] == "interrupted"
    assert json.loads((tmp_path / "spool" / "done.json").read_text()) == body
