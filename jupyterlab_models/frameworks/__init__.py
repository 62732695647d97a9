"""Frameworks: one folder per library, and what finds, checks and joins them.

A framework is a package that holds

`rows.json`
    Which types it saves, as what, and how they are shown. `rows.schema.json` describes every member. The factor
    `memory` of an encoding is the most memory that is taken while a file is read, in sizes of the file: measure it
    with large files; without it, reading takes about as much as the file has.
`adapter.py`
    `ADAPTER`, which checks, writes, reads and describes objects (`kernel/adapter.py`). It runs in kernels, on Python
    3.9 to 3.14, with nothing but the standard library at module level. Further modules of the folder are sent with
    it; they import each other, and `jupyterlab_models.kernel`, relatively.
`judge.py`
    `JUDGES`: encoding → judge, which tells from a file's bytes how risky loading is. It runs in the server and imports
    no library. Without it, the files are `code`.
`load_code.py`
    `WRITERS`: encoding → writer of plain Python code that loads the files without this package (`plain_code.py`).

Modules whose names begin with `judge` or `load_code` stay in the server. Third parties add such a package by an entry
point of the group `jupyterlab_models.frameworks`; see docs/frameworks.md.
"""
