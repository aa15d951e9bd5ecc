"""The made-up town of Larkmoor: two years of a fictional officer's notebook, the same every time for the same day."""
