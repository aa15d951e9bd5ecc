"""Facts as pure functions: from the notebook's records to plain tables and sentences.

Changes nothing, reads no clock (the day is passed in), knows no document format and no screen.
"""
