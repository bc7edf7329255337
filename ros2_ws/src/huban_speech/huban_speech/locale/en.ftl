# What the robot says about its own hearing and speaking.
settings-lost = I have forgotten how you like me to speak. Please tell me again.
    .expression = concerned
no-recogniser = I cannot understand spoken English on this machine yet. Please use my screen, or the red button for help.
    .expression = concerned
full-model-wanted = So far I only understand computer voices. Please ask whoever looks after me to fetch a full speech model. They only have to type this command. huban models fetch.
    .expression = concerned
microphone-lost = I cannot hear anything: my microphone does not work. Please use my screen, or the red button for help.
    .expression = concerned
microphone-muted = I do not listen any more. If you need help, press the red button on my screen.
    .expression = concerned
microphone-back = I can hear you again.
    .expression = happy
voice-known = Thank you, { $name }. Now I know your voice.
    .expression = happy
voice-known-today = Thank you, { $name }. I know your voice now, but I cannot store it. After a restart I will have to learn it again.
    .expression = concerned
record-ask = { $name }, may I record what you say for { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}, { $purpose }?
record-answer = Please say yes or no.
record-purpose = so that I learn to understand you better
record-begins = Thank you. I am recording now.
    .expression = happy
record-ends = I have stopped recording.
    .expression = calm
record-denied = All right. I do not record anything.
    .expression = calm
