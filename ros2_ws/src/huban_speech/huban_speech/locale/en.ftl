# What the robot says about its own hearing and speaking.
no-recogniser = I cannot understand spoken English on this machine yet. Please use my screen, or the red button for help.
