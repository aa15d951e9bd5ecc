"""What is wrong with a file as a whole. Knows no format."""


class ImportProblem(ValueError):
    """Nothing of the file can be taken over; the text is one clear sentence."""
