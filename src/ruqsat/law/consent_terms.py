"""Rules 8: for how long a consent is asked for, and for how long the code holds with which it is given."""

from datetime import timedelta

WISHED_FOR = timedelta(days=90)
"""Rules 8: for so long at most (docs/law/readings.md); for less where the service gives less."""

CODE_LIVES = timedelta(minutes=10)
"""Rules 8: so long a code is taken at most (docs/law/readings.md), whatever the service says; less where it says so."""
