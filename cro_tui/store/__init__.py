"""How records are kept: TinyDB files of changes that are only ever appended, folded into records in memory.

Knows the model and TinyDB, nothing above. Everything else in the program writes through `actions`.
"""
