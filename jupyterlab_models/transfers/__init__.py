"""Saves and loads: records, tickets, the spool, and the transports between kernel and store."""
