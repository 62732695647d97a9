"""Tickets authorize the agent in a kernel to move the bytes of one transfer, and nothing else."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from ..server.clock import utc_text
from ..server.errors import Forbidden, UserError
from .records import Transfer


class TicketVoid(UserError):
    """The secret is right, but the transfer has ended."""

    status = 410


def ticket_void() -> TicketVoid:
    return TicketVoid("ticket_void", "The transfer has ended, so its ticket is void.", "Start the save or load again.")


def issue(record: Transfer) -> str:
    """Give `record` a ticket; returns its secret, of which only the digest is kept."""
    secret = secrets.token_urlsafe(32)
    record.secret = _digest(secret)
    record.nonce = secrets.token_hex(16)
    return secret


def check(record: Transfer | None, secret: str) -> Transfer:
    """The record when `secret` is its ticket's and the ticket is good.

    Raises `Forbidden` alike for a wrong secret and for a transfer that does not exist, `TicketVoid` after the end.
    """
    known = record.secret if record is not None else ""
    # Compared even without a record, so that the time taken tells nothing about which transfers exist.
    right = hmac.compare_digest(_digest(secret), known or "0" * 64)
    if record is None or not right:
        raise Forbidden("bad_ticket", "The ticket is not valid for this transfer.", "Start the save or load again.")
    if record.closed:
        raise ticket_void()
    if expired(record):
        raise TicketVoid("ticket_expired", "The ticket of this transfer has expired.", "Start the save or load again.")
    return record


def expired(record: Transfer) -> bool:
    """Whether the ticket's time is over. Times of the contract sort as text."""
    return utc_text() >= record.expires


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
