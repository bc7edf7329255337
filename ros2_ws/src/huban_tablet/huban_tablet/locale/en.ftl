ready = I am here for you.
alone = I cannot reach the care team right now. I keep trying.
halted = I am standing still.

button-help = Help
button-stop = Stop
button-yes = Yes
button-no = No
button-language = 中文

help-called = I am calling for help.
help-delivered = Your call has arrived. Somebody will answer soon.
help-escalated = I am calling the next person.
help-acknowledged = Help is coming.
help-acknowledged-by = { $name } is coming to you.
help-attended = Help is with you.
help-attended-by = { $name } is with you now.
help-closed = The alarm is over.
help-closed-by = { $name } has closed the alarm.

doing-go_to = I am going to the { $place }.
doing-guide_to = I am taking you to the { $place }.
doing-come_here = I am coming to you.
doing-follow_me = I am following you.
doing-dock = I am going to charge.
doing-patrol = I am having a look around.
doing-bed_set = The bed is moving.
doing-bed_flat = The bed is going flat.
doing-bed_sit_up = The bed is helping you to sit up.
