"""What the set-up and the checks run, beside the service itself."""
