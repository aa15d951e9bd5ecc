"""The officer's verbs: capture, change, void, link, refer, close, tell, minute, check in …

The one way to write. The command line, the screens, imports and the demo all call these; each takes a notebook and
plain values, and returns what was done and how to take it back. Knows no screen and no document.
"""
