"""What an instance stands on: embedded PostgreSQL, processes, keys, and what is loaded before the first page."""


class CannotRun(Exception):
    """One sentence for the person at the terminal: what is wrong and what to do."""
