"""Facts as Word documents. Knows report and model; python-docx, lxml and XlsxWriter are imported inside functions."""

from cro_tui.word.minutes import write_minutes
from cro_tui.word.quarterly import write_quarterly
from cro_tui.word.roster import write_roster

__all__ = ["write_minutes", "write_quarterly", "write_roster"]
