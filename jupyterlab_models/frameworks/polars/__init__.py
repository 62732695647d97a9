"""Polars: frames and series."""
