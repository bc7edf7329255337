"""What leaves the robot, in which order, until the care platform has it; what may come in."""
