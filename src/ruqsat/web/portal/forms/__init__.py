"""Forms of the application, one module for each part of Annex 2. Field names are those of the draft's answers."""
