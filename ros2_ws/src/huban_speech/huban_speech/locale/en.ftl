# What the robot says about its own hearing and speaking.
settings-lost = I have forgotten how you like me to speak. Please tell me again.
no-recogniser = I cannot understand spoken English on this machine yet. Please use my screen, or the red button for help.
full-model-wanted = I only understand computer voices so far. Please ask whoever looks after me to fetch a full speech model.
microphone-lost = I cannot hear anything: my microphone does not work. Please use my screen, or the red button for help.
microphone-muted = I do not listen any more. If you need help, press the red button on my screen.
microphone-back = I can hear you again.
record-ask = { $name }, may I record what you say for { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}, { $purpose }?
record-answer = Please say yes or no.
record-purpose = so that I learn to understand you better
record-begins = Thank you. I am recording now.
record-ends = I have stopped recording.
record-denied = All right. I do not record anything.
