"""Widgets take plain text in and post messages out; they know no screen, no notebook and no settings.

`TextField` is every place to type; `RecordForm` a form of them; `RowList` the fast list, `SearchList` the same with its
filter; `StatusStrip` the top line, `KeyBar` the bottom lines; `Understood`, `Timeline`, `MinutesLine` for live work.
"""
