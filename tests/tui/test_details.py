"""What is known of a record, as it is wrapped: numbers stay whole, a label leads its text."""

from __future__ import annotations

import pytest

from cro_tui.tui.widgets.details import Details, Paragraph
from tests.tui.rooms import Foundation


async def lines(paragraph, cells):
    app = Foundation()
    async with app.run_test(size=(cells, 24)) as pilot:
        await pilot.pause()
        details = Details()
        await app.screen.mount(details, before=app.screen.bar)
        details.styles.width = cells
        details.styles.height = 10
        details.show([paragraph])
        await pilot.pause()
        return [details.render_line(y).text.rstrip() for y in range(details.virtual_size.height)]


@pytest.mark.parametrize("cells", range(34, 46))
async def test_a_phone_number_is_never_broken(cells):
    shown = await lines(Paragraph("Nils Arne Foss (413) 555-0133, or (603) 555-0101", "Key contact"), cells)
    assert sum("(413) 555-0133" in line or "(603) 555-0101" in line for line in shown) >= 1
    assert all(("(413)" in line) is ("555-0133" in line) for line in shown)
    assert all(("(603)" in line) is ("555-0101" in line) for line in shown)


async def test_an_email_that_is_too_long_is_broken_before_its_at():
    shown = await lines(Paragraph("carmen.villasenor@example.org", "Email"), 40)
    assert [line.split()[-1] for line in shown] == ["carmen.villasenor", "@example.org"]


async def test_what_goes_on_stands_under_its_text_and_a_long_label_above_it():
    means = "how it reached the department: via:phone, via:email, via:meeting and others"
    first, *more = await lines(Paragraph(means, "via:meeting", label_cells=17), 60)
    assert first.startswith(" via:meeting      how it")
    assert more
    assert all(line.startswith(" " * 18) and line[18] != " " for line in more)
    label, text = await lines(Paragraph("an action", "a: fix the light @Ruiz due:fri", label_cells=17), 60)
    assert label == " a: fix the light @Ruiz due:fri"
    assert text == " " * 18 + "an action"
