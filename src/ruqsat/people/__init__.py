"""Persons, offices, appointments; signing in with a signature over a fresh challenge."""
