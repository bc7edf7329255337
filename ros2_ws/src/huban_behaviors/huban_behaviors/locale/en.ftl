# Requests
unknown-skill = I cannot do that yet.
not-allowed = I am not allowed to do that for you.
bad-argument = I do not know what to do with the { $name } that you gave me.
unknown-place = I do not know the place { $place }. I know these places: { $places }.
confirm = Did you say: { $wish }? Please say yes or no.
confirm-remote = { $caller } asks from outside: { $wish }. Is that all right? Please say yes or no.
not-confirmed = Then I will not do it.
motion-barred = I am busy with an alarm. I will come back to that later.
gate-closed = I must not move now. Please look whether something is in the way.
hindered = That did not work.
too-long = That took too long, so I have stopped.
skill-broken = Something went wrong with that. Please try something else.
stopped = I have stopped.

# Driving
going-to = I am going to the { $place }.
am-at = I am at the { $place }.
cannot-reach = I cannot get to the { $place }.
coming = I am coming to you.
here-i-am = Here I am.
cannot-see-you = I cannot see where you are. Please tell me the room, for example: come to the kitchen.
docking = I am going to charge.
docked = I am at my dock.
no-dock = Nobody has told me where my dock is.

# The bed
bed-moves-back = I am moving the back of your bed.
bed-moves-legs = I am moving the legs of your bed.
bed-moves-height = I am changing the height of your bed.
bed-moves-tilt = I am tilting your bed.
bed-moves-flat = I am laying the bed flat.
bed-moves-sit-up = I am helping you to sit up.
bed-done = The bed is in place.
bed-stopped = The bed has stopped.
bed-which-way = Please tell me which way the bed should move.
bed-out-of-range = The bed does not reach that far.

# Talk
time-morning = It is { $hour }:{ $padded } in the morning.
time-afternoon = It is { $hour }:{ $padded } in the afternoon.
time-evening = It is { $hour }:{ $padded } in the evening.
time-night = It is { $hour }:{ $padded } at night.
date = Today is { DATETIME($day, dateStyle: "full") }.
language-changed = I speak English with you now.
voice-louder = I speak louder now.
voice-softer = I speak more quietly now.
voice-slower = I speak more slowly now.
voice-faster = I speak faster now.
voice-new = This is my voice now. Do you like it?
voice-hearing = I will speak so that you can hear me well.
voice-limit = I cannot do more of that.
voice-unchanged = I could not change my voice.
nothing-said = I have not said anything yet.
you-are = You are { $name }.
you-seem = I do not know your voice. I think you are { $name }.
gate-ready = I am well.
gate-slowed = I am well and moving slowly, because somebody is near.
gate-halted = I am standing still, because I was stopped.
gate-emergency = My red button is pressed. Somebody has to release it.
gate-unknown = I am well, but I do not know whether I may move.
battery = My battery is at { $percent } percent.
good-morning = Good morning, { $name }.
good-noon = Hello, { $name }.
good-afternoon = Good afternoon, { $name }.
good-evening = Good evening, { $name }.

# Alarms
ask-fall = { $name }, I saw you fall. Are you hurt?
ask-suspected = { $name }, I cannot see you any more. Are you hurt?
ask-doubt = { $name }, shall I call somebody?
announce-help = I am calling for help now.
announce-silent = I am calling for help now. If you are fine, say: I am fine.
announce-still-down = You are still on the floor. I am calling for help now.
announce-fine = Good. I am telling the others that you are fine, and I keep watching.
announce-unsure = I am telling the others. If you need somebody, just call.
announce-restored = I was away for a moment. Your alarm is still open.
arrived = I am with you.
cannot-come = I cannot come closer. Help is being called.
delivered = Your call has arrived.
undelivered = I cannot reach anybody yet. I keep trying.
waiting = Help is on the way. I am staying with you.
acknowledged = { $name } is coming to you.
escalated = Nobody has answered yet. I am calling the next person.
attended = { $name } is with you now.
closed = { $name } has closed the alarm.
noted-fine = Good. I am telling the others.
stopped-on-the-way = I am standing still. Help is still being called.
reason-help = Called for help.
reason-called = Called: "{ $words }".
reason-answer-yes = Asked, the answer was yes.
reason-answer-no = Asked, the answer was: not hurt.
reason-answer-none = Asked, there was no answer.
