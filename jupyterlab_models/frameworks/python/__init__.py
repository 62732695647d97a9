"""Python's own values, and everything else as a pickle."""
