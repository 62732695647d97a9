"""The agent: checks, saves and loads variables when the page asks for it."""
