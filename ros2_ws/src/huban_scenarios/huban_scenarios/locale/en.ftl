robot-says = 🤖 robot: “{ $words }”
person-says = 🧓 heard: “{ $words }”
skill-changed = ⚙ { $call }: { $state } ({ $message })
care-event = ⚑ { $kind } in { $place }: { $reason }
alarm-answered = ☎ alarm { $state } by { $name }
alarm-listed = 🖥 care platform shows the alarm: { $state } ({ $place })
gate-changed = ⛨ gate { $state }: { $cause } ({ $detail })
robot-entered = 🚪 the robot is in { $room }
person-is = 🧍 { $name } is now { $posture } ({ $place })

expects-says = robot says /{ $words }/
expects-hears = robot understands /{ $words }/
expects-skill = skill { $skill } { $state }
expects-event = event { $kind } (place: { $place })
expects-alarm-platform = care platform shows an alarm as { $state }
expects-alarm-robot = robot learns that the alarm is { $state }
expects-robot-in = robot is in { $room }
expects-robot-near = robot is within { $distance } m of { $person }
expects-bed = bed { $section } { $bound }
expects-gate = gate is { $state }
expects-person = { $person } is { $posture } (place: { $place })

column-step = step
column-seen = expected and seen
column-delay = after
never = not seen

act-refused = ! { $act } was refused: { $reason }
elder-speaks = 👵 the elder says: “{ $words }”
typed-instead = ! no recogniser for this language is installed, so the sentence is also given in writing (./huban doctor)
no-open-alarm = there is no open alarm
no-robot = no robot is registered
platform-refused = ! care platform: { $what } did not work: { $reason }
