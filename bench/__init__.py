"""What is claimed of the speed of Ruqsat, measured: one file for each claim, its floor beside it."""
