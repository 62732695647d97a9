"""Pickles that hold code of the notebook by value, and what they would hold."""
