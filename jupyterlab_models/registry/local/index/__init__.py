"""An index of the database in memory, from which lists, filters, searches and counts are answered.

Models stand in it under small numbers, their slots. A set of models is an integer with a bit for each slot, so that
the intersection of any filters takes microseconds.
"""

from .keeper import IndexKeeper
from .models import ModelIndex

__all__ = ["IndexKeeper", "ModelIndex"]
