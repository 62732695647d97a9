"""The kernel session as the user sees it: variables, cells, output, tracers."""
