"""Facts as Word documents. Knows report and model; python-docx, lxml and XlsxWriter are imported inside functions."""

from cro_tui.word.agenda import write_agenda
from cro_tui.word.certificate import write_certificates
from cro_tui.word.dossier import write_dossier
from cro_tui.word.issuing import freeze_quarterly, write_frozen, write_issued
from cro_tui.word.minutes import write_minutes
from cro_tui.word.program import write_program
from cro_tui.word.quarterly import write_quarterly
from cro_tui.word.referral import write_referral
from cro_tui.word.roster import write_roster
from cro_tui.word.survey import write_survey
from cro_tui.word.survey_form import write_survey_form
from cro_tui.word.transcript import regular_of, write_transcript
from cro_tui.word.week import write_week

__all__ = [
    "freeze_quarterly",
    "regular_of",
    "write_agenda",
    "write_certificates",
    "write_dossier",
    "write_frozen",
    "write_issued",
    "write_minutes",
    "write_program",
    "write_quarterly",
    "write_referral",
    "write_roster",
    "write_survey",
    "write_survey_form",
    "write_transcript",
    "write_week",
]
