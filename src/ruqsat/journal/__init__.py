"""Files of acts: append-only, chained by hashes, encrypted per file. Nothing else writes history."""
