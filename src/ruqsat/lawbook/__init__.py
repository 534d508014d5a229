"""The law on the command line: ``ruqsat law``. Knows the law and nothing else of the house; needs no database."""
