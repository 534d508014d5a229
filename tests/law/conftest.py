"""Hypothesis on a machine that others share: no deadline, the same examples at every run."""

from hypothesis import settings

settings.register_profile("law", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("law")
