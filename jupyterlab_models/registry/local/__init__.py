"""The registry that needs no service: a SQLite database and one folder for each version.

What lies under the root (`transfers` and `operations` have folders of their own beside these):

`catalog.db`
    The database. Only this package opens it.
`models/<model id>/<number>/`
    The files of a version, read-only, and `model.json` with its immutable facts.
`scratch/<owner>/`, `scratch/<owner>.lock`
    Folders on their way into or out of `models/`. An owner is an open registry, and holds the lock while it lives.
`writer.lock`
    Held by the one writer where several cannot write (see `wal_support`).
"""

from .registry import LocalRegistry

__all__ = ["LocalRegistry"]
