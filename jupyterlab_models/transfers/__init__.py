"""Saves and loads: tickets, bytes on their way between kernels and registry, and publishing."""
