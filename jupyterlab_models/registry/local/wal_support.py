"""Whether several processes can write to a database in a folder at the same time (SQLite's WAL mode).

It needs memory shared by all that open the database, which network file systems do not give between machines. Some
of them accept the setting and fail at the first write, others fail only when a second machine joins: so a scratch
database is really written, and folders on network file systems are not trusted at all.
"""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

from .mounts import file_system

NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "lustre", "gpfs", "beegfs", "pvfs2"}
NETWORK |= {"orangefs", "gfs2", "ocfs2", "glusterfs", "vboxsf", "prl_fs", "virtiofs"}


def shared_writing(folder: Path) -> bool:
    """Whether WAL works in `folder`."""
    return not is_network(file_system(folder)) and wal_works(folder)


def is_network(kind: str) -> bool:
    """Whether a type of file systems is one that other machines share."""
    return kind in NETWORK or (kind.startswith("fuse.") and kind != "fuse.fuse-overlayfs")


def wal_works(folder: Path) -> bool:
    """Write a scratch database in WAL mode and read it through a second connection."""
    path = folder / f"probe-{uuid.uuid4().hex}.db"
    try:
        with closing(_connect(path)) as writer, closing(_connect(path)) as reader:
            if writer.execute("PRAGMA journal_mode=WAL").fetchone()[0] != "wal":
                return False
            writer.execute("CREATE TABLE t (x)")
            writer.execute("INSERT INTO t VALUES (1)")
            return bool(reader.execute("SELECT x FROM t").fetchone() == (1,))
    except sqlite3.OperationalError:  # what such file systems answer: I/O error, cannot open, protocol
        return False
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=1, isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    return connection
