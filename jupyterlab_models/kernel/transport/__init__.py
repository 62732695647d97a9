"""Transports of files between kernel and server."""
