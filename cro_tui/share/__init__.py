"""The station share: one flat folder of immutable files, kept in step with ``mirror/`` by the union of their names.

Nothing there is ever locked, appended to or overwritten; absence never means deletion; no clock is trusted. A share is
four verbs (`base.Share`); `sync` is the only one that calls them. Knows the store, nothing above.
"""
