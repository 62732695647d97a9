"""What adapter, judge and load code have to agree on; runs in kernels and in the server."""

ENCODING = "centroid-text"
FILE = "model.centroid"
