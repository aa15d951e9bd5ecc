"""What a record is: one module a kind, typed and validated. No I/O, no clock, no screen, no TinyDB."""
