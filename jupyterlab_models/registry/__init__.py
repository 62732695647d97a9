"""The registry of models: its interface, its local implementation and its routes."""
