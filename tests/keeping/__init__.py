"""Tests of what the Committee's keepers enter."""
