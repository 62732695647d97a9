"""What a file does to the process that reads it: audit events, changed files, changed globals.

It runs in a fork of `reader_process.py` and knows no library.
"""

from __future__ import annotations

import builtins
import hashlib
import importlib.util
import os
import sys
import sysconfig
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

CHANGES_FILES = frozenset(
    f"os.{name}"
    for name in (
        *("chmod", "chown", "link", "mkdir", "remove", "rename", "rmdir", "symlink", "truncate", "utime", "setxattr"),
        *("removexattr", "mkfifo", "mknod"),
    )
)
"""Events whose first argument is a path."""
SECOND_PATH = ("os.link", "os.rename", "os.symlink")
OF_FOLDER = {"os.chmod": 2, "os.chown": 3, "os.link": 2, "os.mkdir": 2, "os.remove": 1, "os.rename": 2, "os.rmdir": 1}
"""Where the arguments say in which open folder the path is."""
STARTS = frozenset(
    {
        *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "os.kill"),
        *("os.killpg", "pty.spawn", "signal.pthread_kill", "socket.connect", "socket.bind", "socket.sendto"),
        *("urllib.Request", "webbrowser.open", "sys.addaudithook", "sys.settrace", "sys.setprofile"),
    }
)
"""Nothing that reads or uses a model does any of this; it is prevented as well."""
RUNS = frozenset(
    {
        *("exec", "compile", "code.__new__", "function.__new__", "pickle.find_class", "import", "ctypes.dlopen"),
    }
)
"""What importing a library's own modules does as well, and a few functions of the standard library."""
SURPRISING = frozenset(
    {"antigravity", "ensurepip", "idlelib", "pip", "pty", "runpy", "this", "turtle", "turtledemo", "venv"}
)
"""Modules of the standard library that no model needs."""
CALLERS = (
    # These make code from names that they check, or from nothing but the syntax of a literal.
    ("collections/__init__.py", "namedtuple"),
    ("dataclasses.py", ""),
    ("ast.py", "parse"),
    ("enum.py", ""),
    ("functools.py", ""),
    ("typing.py", ""),
    # A template that was checked becomes code when it is rendered.
    ("jinja2/environment.py", ""),
    ("jinja2/debug.py", "fake_traceback"),
    # TensorFlow writes functions of its own layers anew.
    ("tensorflow/python/autograph/pyct/transpiler.py", "instantiate"),
)
"""Ends of file names, and functions in them (empty: any), that may make code or open a library by themselves."""
GENERATED = "__autograph_generated_file"
"""In the names of the files that it writes for that."""
UNPICKLED = frozenset({"collections.OrderedDict", "_codecs.encode", "builtins.set", "builtins.complex"})
"""What reading tensors takes from the standard library."""
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
IMPORTS = ("<frozen importlib._bootstrap>", "<frozen importlib._bootstrap_external>")


class Prevented(Exception):
    """The audit hook did not let it happen."""


class Trusted:
    """Where code may come from: the standard library, the packages that the process has loaded so far, and `more`."""

    def __init__(self, more: Sequence[str]) -> None:
        self.names = {*sys.stdlib_module_names, *(name.partition(".")[0] for name in sys.modules), *more}
        self._stdlib = sysconfig.get_path("stdlib")
        self._places = tuple({place for name in self.names for place in _places(name)})

    def module(self, name: str) -> bool:
        top = name.partition(".")[0]
        return top in self.names and top not in SURPRISING

    def code(self, name: str) -> bool:
        if name.startswith("<frozen "):
            return True
        inside = name.startswith(self._stdlib) and "-packages" not in name
        return inside or name.startswith(self._places)


def _places(name: str) -> Iterator[str]:
    if name in sys.stdlib_module_names or name == "__main__":
        return
    module = sys.modules.get(name)
    spec = importlib.util.find_spec(name) if module is None else None
    file = getattr(module, "__file__", None) if spec is None else spec.origin
    if file is None:
        return
    yield str(Path(file).parent) + os.sep if Path(file).stem == "__init__" else file


class Audit:
    """An audit hook that notes what must not happen; it cannot be removed, so it belongs into a fork."""

    def __init__(self, writable: Sequence[Path], known: Sequence[CodeType], trusted: Trusted) -> None:
        self.seen: list[str] = []
        self.reads: list[str] = []
        self._active = False
        self._trusted = trusted
        self._writable = tuple(os.path.realpath(path) + os.sep for path in writable)
        self._known = {id(code) for code in known}
        sys.addaudithook(self._hook)

    def during(self, action: Callable[[], Any]) -> Any:
        self._active = True
        try:
            return action()
        finally:
            self._active = False

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._active:
            return
        if event == "open":
            self._open(*arguments)
        elif event in CHANGES_FILES:
            if not all(self._may_write(path) for path in _paths(event, arguments)):
                self._prevent(event, arguments)
        elif event in STARTS:
            self._prevent(event, arguments)
        elif event in RUNS and not self._may_run(event, arguments):
            self._note(event, arguments)

    def _open(self, path: Any, mode: Any, flags: int) -> None:
        if not isinstance(path, (str, bytes, os.PathLike)):
            return
        if not flags & WRITES and not set(mode or "") & set("wax+"):
            self.reads.append(os.fsdecode(path))
        elif not self._may_write(path):
            self._prevent("open", (path, mode, flags))

    def _may_write(self, path: Any) -> bool:
        real = os.path.realpath(os.fsdecode(path))
        return real == os.devnull or (real + os.sep).startswith(self._writable)

    def _may_run(self, event: str, arguments: tuple[Any, ...]) -> bool:
        if event == "exec" and id(arguments[0]) in self._known:
            return True
        if event == "import":
            return self._trusted.module(str(arguments[0]))
        if event == "ctypes.dlopen" and arguments[0] is None:
            return True  # the process itself
        if event == "pickle.find_class":
            module, name = arguments
            return module.partition(".")[0] not in sys.stdlib_module_names or f"{module}.{name}" in UNPICKLED
        if event == "compile" and self._trusted.code(_text(arguments[1])):
            return True  # a traceback looks at the source of a line
        if GENERATED in str(arguments[1] if event == "compile" else getattr(arguments[0], "co_filename", "")):
            return True
        # The frames are those of this method, of the hook, and of whoever caused the event.
        caller = sys._getframe(2)
        name, function = caller.f_code.co_filename, caller.f_code.co_name
        if any(name.endswith(end) and allowed in ("", function) for end, allowed in CALLERS):
            return self._trusted.code(name)
        return self._imports(caller)

    def _imports(self, frame: FrameType | None) -> bool:
        """Whether a module is being imported, and all code on the way there is that of trusted modules."""
        while frame is not None:
            name = frame.f_code.co_filename
            if name in IMPORTS and frame.f_code.co_name == "_find_and_load":
                return True
            if not self._trusted.code(name):
                return False
            frame = frame.f_back
        return False

    def _note(self, event: str, arguments: tuple[Any, ...]) -> None:
        caller = sys._getframe(2)
        while caller.f_back is not None and caller.f_code.co_filename == __file__:
            caller = caller.f_back
        told = ", ".join(_told(argument) for argument in arguments[:3])
        where = f"{caller.f_code.co_filename}:{caller.f_lineno} {caller.f_code.co_name}"
        self.seen.append(f"{event}({told})"[:300] + f" by {where}")

    def _prevent(self, event: str, arguments: tuple[Any, ...]) -> None:
        self._note(event, arguments)
        raise Prevented(event)


def _paths(event: str, arguments: tuple[Any, ...]) -> Iterator[Any]:
    """The paths that an event is about."""
    number = OF_FOLDER.get(event)
    folder = arguments[number] if number is not None and number < len(arguments) else -1
    for path in arguments[: 2 if event in SECOND_PATH else 1]:
        if isinstance(path, (str, bytes, os.PathLike)):
            yield os.path.join(f"/proc/self/fd/{folder}" if folder >= 0 else ".", os.fsdecode(path))  # noqa: PTH118


def _text(name: Any) -> str:
    return os.fsdecode(name) if isinstance(name, (str, bytes)) else ""


def _told(argument: object) -> str:
    """Without the `repr` of somebody's class."""
    plain = type(argument) in (str, bytes, int, float, bool, type(None)) or isinstance(argument, CodeType)
    return repr(argument)[:120] if plain else f"<{type(argument).__name__}>"


def files_below(roots: Sequence[Path]) -> dict[str, str]:
    """Every path below the folders → kind, permissions, time of change, and digest of its content."""
    found: dict[str, str] = {}
    for root in roots:
        for folder, folders, names in os.walk(root):
            for name in (*folders, *names):
                path = Path(folder) / name
                state = path.lstat()
                told = f"{state.st_mode:o}"
                if path.is_file() and not path.is_symlink():
                    told += f" {state.st_mtime_ns} {hashlib.sha256(path.read_bytes()).hexdigest()}"
                found[str(path)] = told
    return found


class Globals:
    """What a file could change for all later cells: builtins, the environment, the ways to import, settings."""

    def __init__(self, settings: dict[str, CodeType], guarded: Sequence[str], names: dict[str, Any]) -> None:
        self._settings = settings
        self._guarded = tuple(guarded)
        self._names = names
        self._kept: list[Any] = []
        self._before = self._now()

    def changed(self) -> list[str]:
        now = self._now()
        return sorted(key for key in {*self._before, *now} if self._before.get(key) != now.get(key))

    def _now(self) -> dict[str, Any]:
        found: dict[str, Any] = {f"builtins.{name}": id(value) for name, value in vars(builtins).items() if name != "_"}
        found.update({f"environment {name}": value for name, value in os.environ.items()})
        found.update({"sys.path": list(sys.path), "folder": os.getcwd()})  # noqa: PTH109 - what the process itself says
        found.update({f"sys.{name}": [id(one) for one in getattr(sys, name)] for name in ("meta_path", "path_hooks")})
        found.update({f"sys.{name}": id(getattr(sys, name)) for name in ("stdin", "stdout", "stderr", "excepthook")})
        found.update({text: repr(eval(code, dict(self._names))) for text, code in self._settings.items()})
        for name, module in list(sys.modules.items()):
            if name.startswith(self._guarded) and self._guarded:
                found.update(self._attributes(name, module))
        return found

    def _attributes(self, name: str, module: Any) -> Iterator[tuple[str, int]]:
        """Functions and classes of a module, and what their own attributes are."""
        for own, value in list(vars(module).items()):
            if callable(value) and getattr(value, "__module__", None) == name:
                self._kept.append(value)
                yield f"{name}.{own}", id(value)
                for inner, member in list(getattr(value, "__dict__", {}).items()):
                    if callable(member) or not isinstance(value, type):
                        self._kept.append(member)
                        yield f"{name}.{own}.{inner}", id(member)
