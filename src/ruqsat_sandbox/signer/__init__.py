"""The sandbox's signing program, speaking NCALayer's protocol."""
