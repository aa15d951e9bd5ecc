"""The lines of the command table, a module for each room: data alone."""
