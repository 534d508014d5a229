"""Which state of this package judged an act: stored with every entry, raised whenever a rule here changes."""

LAW_VERSION = "2026.11.7"
