"""Settings of saves and loads."""

from __future__ import annotations

from traitlets import Enum, Float, HasTraits, Int, List, Unicode

GIB = 1024**3


class TransfersConfig(HasTraits):
    byte_ways = List(
        Enum(["spool", "http"]),
        default_value=["spool", "http"],
        minlen=1,
        help="How bytes move between kernels and store, in order of preference: `spool` (a shared folder), `http`.",
    ).tag(config=True)
    kernel_server_url = Unicode(
        help="URL under which kernels reach this server, up to its base URL. Default: this server on its own machine."
    ).tag(config=True)
    max_upload_bytes = Int(
        100 * GIB, min=1, help="The largest save that is accepted, in bytes: all files of the version together."
    ).tag(config=True)
    ticket_hours = Float(
        24.0, min=0.0, help="Hours after which a save or load is canceled if its kernel has not finished it."
    ).tag(config=True)
