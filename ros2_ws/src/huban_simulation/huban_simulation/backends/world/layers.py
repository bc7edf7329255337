"""Who sees and who touches a geom: MuJoCo geom groups and contact bits of the simulated home."""

SCENERY = 0
"""Floors, walls up to the cut, furniture: seen by every camera and by the lidar."""

PEOPLE = 1
"""Visible geoms of people (what is not skin): cameras only."""

UPPER = 2
"""Ceiling and the walls above the cut: the robot's camera sees them, the overview looks over them."""

BODIES = 3
"""Invisible capsules of people: the lidar sees them and the robot bumps into them."""

ROBOT = 4
"""What the robot looks like: cameras only, so that its lidar does not see itself."""

HIDDEN = 5
"""The robot's solid shell and its wheels: neither seen nor scanned."""

SOLID = 1
"""Bit of everything that the robot's shell can bump into: `conaffinity` there, `contype` of the shell."""

GROUND = 2
"""Bit of the floor (`conaffinity`) and of the wheels on it (`contype`)."""

LIDAR_GROUPS = (SCENERY, BODIES)
CAMERA_GROUPS = (SCENERY, PEOPLE, UPPER, ROBOT)
OVERVIEW_GROUPS = (SCENERY, PEOPLE, ROBOT)
