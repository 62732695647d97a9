"""Where models are kept: the interface that the routes use, and the implementations behind it."""
