"""For those who look after the system: what waits, what is stuck and why, and trying it again."""
