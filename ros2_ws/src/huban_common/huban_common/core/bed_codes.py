"""Codes in FollowJointTrajectory results that the standard does not have."""

GATE_LOCKED = -100
"""The safety gate is halted or in an emergency; the result's text says why."""
