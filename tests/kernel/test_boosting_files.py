"""Files of the boosting libraries that are cut off, foreign or forged: an error that says so, and the kernel lives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from . import zoo
from .kernels import Kernel
from .tickets import Json, load, save

LIBRARIES = "small"

MAKE = {
    "cat": "CatBoostClassifier(iterations=3, verbose=False, allow_writing_files=False).fit(X, text)",
    "light": "LGBMClassifier(n_estimators=3, verbose=-1).fit(X, text)",
    "extreme": "XGBClassifier(n_estimators=3).fit(X, flag)",
    "pool": "Pool(X, target)",
}
NATIVE = {"cat": "model.cbm", "light": "model.txt", "extreme": "model.ubj", "pool": "pool.bin"}
FOREIGN = [b"", b"\x80\x05.", b"binf" + bytes(200), b"tree\n", b"CBM1" + bytes(50), b"{L\0\0\0\0\0\0\0\x07learner{"]
CUTS = (0.1, 0.5, 0.9, 0.999)


@pytest.fixture(scope="module")
def trained(kernel: Kernel) -> Kernel:
    kernel.run(zoo.IMPORTS + zoo.DATA + "from catboost import Pool\nfrom xgboost import XGBClassifier")
    for name, code in MAKE.items():
        kernel.run(f"{name} = {code}")
    kernel.run("pool.quantize()")
    return kernel


@pytest.fixture(params=list(MAKE), scope="module")
def saved(
    request: pytest.FixtureRequest, trained: Kernel, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Json, dict[str, bytes]]:
    folder = tmp_path_factory.mktemp(request.param)
    version = save(trained, request.param, folder / "spool")
    files = {path.name: path.read_bytes() for path in (folder / "spool" / "files").iterdir()}
    return request.param, version, files


def attempt(kernel: Kernel, version: Json, files: dict[str, bytes], folder: Path) -> Json:
    """Load the files as they are now; the digests are those of the files, as in a store that somebody wrote to."""
    here = folder / "files"
    here.mkdir(parents=True)
    for name, content in files.items():
        (here / name).write_bytes(content)
    described = {**version, "files": [{"path": name, "bytes": len(content)} for name, content in files.items()]}
    report = load(kernel, "broken", described, here, folder / "load")
    assert report["ok"] is False
    error: Json = report["error"]
    assert "\n" not in error["message"]
    return error


def test_native_files(trained: Kernel, tmp_path: Path, saved: tuple[str, Json, dict[str, bytes]]) -> None:
    name, version, files = saved
    whole = files[NATIVE[name]]
    contents = [*FOREIGN, *(whole[: int(len(whole) * part)] for part in CUTS)]
    for number, content in enumerate(contents):
        error = attempt(trained, version, {**files, NATIVE[name]: content}, tmp_path / str(number))
        old = name == "extreme" and content.startswith(b"binf")
        assert error["code"] == ("unsupported" if old else "damaged"), content[:20]
        assert ("old binary format" if old else "cannot read the files of this version") in error["message"]
        assert error["hint"]


FORGED: dict[str, Any] = {
    "no JSON": b"{",
    "a list": b"[]",
    "nothing in it": {},
    "subprocess.Popen": {"base": "subprocess.Popen", "own": False},
    "os": {"base": "os", "own": False},
    "own code that is not there": {"own": True},
    "numbers that are no array": {
        "attributes": {"x": {"value": {"$": "array", "dtype": "O", "shape": [9], "items": []}}}
    },
    "a dtype that is none": {"attributes": {"x": {"value": {"$": "scalar", "dtype": "os.system", "value": 1}}}},
    "very deep": b'{"attributes":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
}


@pytest.mark.parametrize("forgery", FORGED)
def test_what_is_beside(
    trained: Kernel, tmp_path: Path, saved: tuple[str, Json, dict[str, bytes]], forgery: str
) -> None:
    name, version, files = saved
    if name == "pool":
        assert list(files) == ["pool.bin"]
        return
    forged = FORGED[forgery]
    if isinstance(forged, dict) and forged:
        forged = {**json.loads(files["estimator.json"]), **forged}
    content = forged if isinstance(forged, bytes) else json.dumps(forged).encode()
    error = attempt(trained, version, {**files, "estimator.json": content}, tmp_path)
    assert error["code"] == "unsafe_file"


PLACES = {
    "cat": [("attributes", "_object")],
    "light": [("booster", "_handle"), ("booster", "train_set"), ("attributes", "_Booster")],
    "extreme": [("booster", "handle"), ("attributes", "_Booster")],
    "pool": [],
}


def test_no_place_in_memory_is_taken_from_a_file(
    trained: Kernel, tmp_path: Path, saved: tuple[str, Json, dict[str, bytes]]
) -> None:
    """A handle of the library would be freed when the object goes, wherever the number in the file points."""
    name, version, files = saved
    for number, (part, attribute) in enumerate(PLACES[name]):
        state = json.loads(files["estimator.json"])
        state[part][attribute] = {"value": 4096}
        forged = {**files, "estimator.json": json.dumps(state).encode()}
        error = attempt(trained, version, forged, tmp_path / str(number))
        assert (error["code"], attribute in error["message"]) == ("unsafe_file", True)


def test_a_pickle_beside_is_not_read_where_the_state_does_not_ask(
    trained: Kernel, tmp_path: Path, saved: tuple[str, Json, dict[str, bytes]]
) -> None:
    _, version, files = saved
    here = tmp_path / "files"
    here.mkdir()
    for name, content in {**files, "own.pkl": b"cos\nsystem\n(S'touch hacked'\ntR."}.items():
        (here / name).write_bytes(content)
    assert load(trained, "fine", version, here, tmp_path / "load", overwrite=True)["ok"]
    assert not (trained.cwd / "hacked").exists()


def test_what_pip_installs_is_reported_though_the_module_came_from_another_distribution(
    trained: Kernel, tmp_path: Path
) -> None:
    """Here from `xgboost-cpu`; elsewhere the ordinary one gives the same module."""
    version = save(trained, "extreme", tmp_path / "spool")
    installed = trained.value("__import__('xgboost').__version__")
    assert f"xgboost=={installed}" in version["requirements"]
