"""NumPy: arrays, archives of them, and single numbers."""
