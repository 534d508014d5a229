"""Signatures judged on the command line: ``ruqsat eds verify``. Needs no instance, no database and no network."""
