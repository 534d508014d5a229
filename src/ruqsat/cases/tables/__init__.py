"""People and equipment of an application as tables: filled in outside, checked row by row, taken over by choice."""
