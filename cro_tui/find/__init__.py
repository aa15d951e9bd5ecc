"""Finding people and everything else while the officer types.

The index knows no record: `records` turns records into its entries. Must not know screens, files or TinyDB.
"""

from cro_tui.find.entry import Entry, Hit
from cro_tui.find.index import Index

__all__ = ["Entry", "Hit", "Index"]
