"""Saves and loads as a whole: records, tickets, the spool, and the ways bytes take between kernel and store."""
