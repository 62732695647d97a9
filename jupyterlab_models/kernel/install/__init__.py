"""How the source gets into a kernel: packed by the server, unpacked by the loader."""
