reason-fell = Trunk { $trunk_deg } degrees from the floor, hips { $hips_m } m high, for { $down_s } s, outside every bed and sofa { $where }; the shoulders sank { $drop_m } m in { $drop_s } s.
reason-found = Trunk { $trunk_deg } degrees from the floor, hips { $hips_m } m high, for { $down_s } s, outside every bed and sofa { $where }; nobody saw how it came.
reason-out-of-sight = The shoulders sank { $drop_m } m in { $drop_s } s { $where }, and the person has been out of sight for { $unseen_s } s.
reason-last-seen-down = When last seen { $unseen_s } s ago: trunk { $trunk_deg } degrees from the floor, hips { $hips_m } m high, outside every bed and sofa { $where }; the shoulders had sunk { $drop_m } m in { $drop_s } s.
reason-up-again = Trunk { $trunk_deg } degrees from the floor, shoulders { $shoulders_m } m high { $where }.
in-room = in the { $room }
place-unknown = at an unknown place

health-looking = watching
health-no-frames-yet = waiting for the first picture
health-private = camera off here: { $room } is private
health-room-unknown = not looking: the robot does not know in which room it is, and some rooms are private
health-geometry-assumed = watching, but places are unknown: { $cause }
health-monitoring-lost = monitoring lost: { $cause }
cause-missing = no pictures from the camera
cause-black = the camera's pictures are black
cause-frozen = the camera's pictures do not change
