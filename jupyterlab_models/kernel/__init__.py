"""The kernel half: source that is sent into kernels and runs there with nothing but the standard library.

It knows no library: those are in `frameworks/`, whose adapters are written against `adapter.py`. Python 3.9 to 3.14.
The server imports `install/source.py`, which puts the text together, and small modules that judges need too.

`session/probe.py`
    Installs the probe: two objects in `builtins` whose `_repr_mimebundle_` answers under `MIME`.
    `__jupyterlab_models_probe__` gives the schema `KernelListing` of `openapi.yaml`, all variables;
    `__jupyterlab_models_changes__` the schema `KernelChanges`, what the last looks found changed.
    They read names, ids and the names of types, and keep no reference to a value.

`agent/`
    Installs one module `_jupyterlab_models` in `sys.modules`, with `digest` (of its own source) and
    `run(request: str) -> Reply`. A request is one JSON object, its `op` one of

    ==========  ======================================================  ==================
    op          other members                                           reply (schema)
    ==========  ======================================================  ==================
    `check`     `variable`, `id`?                                       `KernelCheck`
    `save`      `variable`, `id`?, `format`?, `encoding`?, `ticket`     `KernelReport`
    `target`    `variable`, `version` (schema `Version`)                `KernelTarget`
    `load`      `variable`, `overwrite`, `ticket` (with its `version`)  `KernelReport`
    `release`   `held`                                                  `{"ok": true}`
    ==========  ======================================================  ==================

    `id` is the one of the variable in the listing (`<boot>:<number>`) or in a `KernelCheck`: when the name is bound
    to something else since then, the answer is the error `rebound`.
    Any request may carry `held`, a global that the debugger bound to a local variable for a save: it is removed before
    all else, and a save takes the object from it. `release` only removes it.
    Any request may carry `digest`; a `run` of another digest replies without `MIME`, as if it were not there.
    `run` never raises, KeyboardInterrupt included: what goes wrong comes back as `error`. The reply is an object
    with `_repr_mimebundle_`, so that it travels as JSON under `MIME` in `user_expressions`.

How the page calls it: one silent `execute_request` with empty code and the user expression
`getattr(__import__('sys').modules.get('_jupyterlab_models'), 'run', lambda r: None)(<request as JSON string literal>)`.
A reply without `MIME` means that the agent is not there: the page sends the source (as code that executes it in a
dict of its own) together with the same expression. An expression that raises would overwrite `sys.last_value`.

Spool transport of a save: the agent compares the file `nonce` in the ticket's folder, writes the empty file `started`
beside it (from then on the transfer is `running`), writes the version's files into the subfolder `files`, checks
between chunks and before it starts whether the folder still exists (a cancelled ticket's folder is gone), and
finally writes `done.json` (a `KernelReport`, at most 1 MiB) by rename.
Spool transport of a load: the same proof and `started`; the version's files are read in place from `read`; `done.json`
comes last.
HTTP transport: the same over the byte routes of the contract, with the header `X-Models-Ticket: <secret>`; the first
`GET ticket` stands for `started`, `POST done` for `done.json`.

`install/source.py` makes what is sent: `session/probe.py` as it is, and `install/loader.py` followed by one line that
calls its `install`. Modules keep their place below a package `_jupyterlab_models`, so that relative imports work on
both sides: `kernel/errors.py` is `_jupyterlab_models.kernel.errors`.
"""
