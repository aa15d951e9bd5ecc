"""CSV, JSON and vCard in and out: what leaves by one door comes in by it unchanged.

Knows the model and the officer's verbs; knows no screen and no Word document.
"""

from cro_tui.exchange.exporting import export
from cro_tui.exchange.importing import BadRow, Imported, import_file
from cro_tui.exchange.problems import ImportProblem

__all__ = ["BadRow", "ImportProblem", "Imported", "export", "import_file"]
