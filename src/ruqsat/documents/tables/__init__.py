"""Tables that people fill in outside and send: read whole, with limits, for every file is a stranger's; and written."""
