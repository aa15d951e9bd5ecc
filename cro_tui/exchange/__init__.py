"""CSV, JSON and vCard in and out: what leaves by one door comes in by it unchanged.

Knows the model, the officer's verbs and who is restricted; knows no screen and no Word document.
"""

from cro_tui.exchange.exporting import Exported, export, export_all
from cro_tui.exchange.importing import BadRow, Imported, import_file
from cro_tui.exchange.problems import ImportProblem

__all__ = ["BadRow", "Exported", "ImportProblem", "Imported", "export", "export_all", "import_file"]
