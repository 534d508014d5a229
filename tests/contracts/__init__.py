"""What was agreed with outside systems, written down once, and held against our client and against the sandbox."""
