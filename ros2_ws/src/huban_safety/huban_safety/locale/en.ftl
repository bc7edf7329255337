# Why the robot does not move, or slower. Shown on screens and read out.
cause-started = The robot has just started and waits for a new order.
cause-reflex-stop = Somebody said stop.
cause-bumper = Something touches the robot.
cause-runaway = The wheels turn although they should stand still.
cause-motor-ignored = The wheels do not turn although they should.
cause-bed-silent = The bed did not stop when it was told to.
cause-emergency-stop = The emergency button has been pressed.
cause-emergency-reset = The emergency has been reset; the robot waits for a new order.
cause-old-motion = The order to move is older than the last stop.
cause-command-lost = The order to move broke off.
cause-command-invalid = The order to move makes no sense.
cause-scan-lost = The lidar is silent.
cause-scan-frozen = The lidar repeats the same picture.
cause-scan-invalid = The lidar sees too little.
cause-scan-frame-unknown = It is not known where the lidar sits on the robot.
cause-odometry-lost = The wheels do not report their motion.
cause-unseen = The lidar cannot see that way.
cause-obstacle = Something is in the way: at most { $speed } m/s.
cause-person-near = Somebody may be in front: at most { $speed } m/s.

gate-late = The safety gate was late by { $late_ms } ms: this computer is too busy.
no-precedence = This account may not give the gate the real-time priority { $priority }: on a busy computer a stop takes longer.

# Answers to a release or a reset.
released = The robot may move again.
not-released = Not released: the emergency button has been pressed. Reset it at the robot first.
emergency-over = The emergency is over. The robot waits for a new order.
button-pressed = Not reset: the emergency button is still pressed.

# Why the bed does not move.
bed-joint-unknown = The bed has no joint { $joint }.
bed-one-joint = The bed moves one joint at a time, not { $joints }.
bed-position-unknown = The bed does not report where its { $joint } is.
bed-trajectory-shape = A bed motion starts at once and has 1 to 50 points, not { $points }.
bed-numbers = The bed motion has missing or unusable numbers.
bed-times = The times of the bed motion do not grow.
bed-position = { $joint } cannot go to { $position }: its limits are { $minimum } to { $maximum }.
bed-speed = { $joint } cannot go at { $speed } per second: its limit is { $maximum }.
bed-too-long = A bed motion takes at most { $maximum } seconds, not { $seconds }.
bed-moving = The bed is moving already.
bed-silent = The bed was stopped: it does not report its position.
bed-stuck = The bed was stopped: it does not get on.
bed-late = The bed was stopped: it takes too long.
bed-driver-rejected = The bed's control refused the motion.
bed-driver-absent = The bed's control does not answer.
bed-driver-silent = The bed's control stopped answering.
