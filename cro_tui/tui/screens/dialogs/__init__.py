"""Dialogs: each opens over a room, answers one question and gives one value back, None when it was closed."""
