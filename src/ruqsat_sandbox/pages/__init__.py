"""What people see of the sandbox."""
