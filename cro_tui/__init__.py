"""cro-tui: the notebook of a police Community Relations Officer."""

__version__ = "0.1.0"
