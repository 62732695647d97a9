"""A row a type and variant: saved in one kernel, loaded in a fresh one, through agent and server, and compared."""
