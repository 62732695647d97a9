"""SciPy: sparse matrices and arrays."""
