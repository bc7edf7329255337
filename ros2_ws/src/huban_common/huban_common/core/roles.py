"""Who people are to the robot."""

from enum import Enum


class Role(str, Enum):
    ELDER = "elder"
    FAMILY = "family"
    CAREGIVER = "caregiver"
    NURSE = "nurse"
    TECHNICIAN = "technician"
    SYSTEM = "system"


ANYONE = frozenset(Role)
PEOPLE = ANYONE - {Role.SYSTEM}
