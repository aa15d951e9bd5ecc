"""Ask for the reason why a record is voided, in one line with usual reasons to pick from.

Knows the screen that asks; saving is the actions' business.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from cro_tui.actions import records
from cro_tui.actions.base import Done
from cro_tui.actions.concerns import named
from cro_tui.actions.together import each
from cro_tui.model.record import Record
from cro_tui.store.notebook import Notebook
from cro_tui.tui.screens.dialogs.base import Laid
from cro_tui.tui.screens.dialogs.drafted import Asker, ask
from cro_tui.tui.widgets.choice_field import from_words
from cro_tui.tui.widgets.record_form import FormField

VOID = "void"
"""What the draft of a reason is called."""
USUAL_REASONS = ("entered twice", "entered by mistake", "belongs to another agency", "test entry")


def ask_why_void(screen: Asker, what: Record | Sequence[Record], after: Callable[[Done | None], object]) -> Laid:
    """Voids the record, or several, with the reason that is given; *after* gets what was done."""
    those = (what,) if isinstance(what, Record) else what
    listed = those[0].FIELDS["voided"].choices(screen.cro.desk.settings.words)
    field = FormField("voided", "Reason", suggest=from_words(USUAL_REASONS), free=not listed, wide=True)

    def save(notebook: Notebook, texts: Mapping[str, str], draft: str) -> Done:
        def void(book: Notebook, one: Record) -> Done:
            return records.void(book, one, texts["voided"], draft=draft)

        return each(notebook, those, void, lambda took: f"Voided {named(took)}", draft=draft)

    body = f"Nothing is deleted: {'it leaves' if len(those) == 1 else 'they leave'} lists and reports."
    return ask(screen, VOID, [one.id for one in those], f"Void {named(those)}", (field,), save, body=body, after=after)
