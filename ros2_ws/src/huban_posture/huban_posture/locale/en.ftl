# Why the bed does not move or has stopped; the robot says these.
section-name = { $section ->
    [back] back of the bed
    [legs] leg part of the bed
    [height] bed
   *[tilt] side tilt of the bed
    }
unit-name = { $section ->
    [height] centimetres
   *[other] degrees
    }
direction-name = { $direction ->
    [level] level
   *[other] { $direction }
    }
unknown-section = The bed has no part called { $section }.
unknown-direction = The { section-name } cannot go { direction-name }.
beyond-limits = The { section-name } cannot go to { $target } { unit-name }, only from { $least } to { $most }.
at-limit = { $direction ->
    [up] The { section-name } is already as high as it goes.
    [down] The { section-name } is already as low as it goes.
   *[other] The { section-name } is already as far over as it goes.
    }
role = Only somebody at the bed may move it, not { $role }.
bed-unknown = The bed does not say how it stands, so I am not moving it.
no-answer = The bed does not answer.
replaced = The bed has been asked for something else.
cancelled = The bed has stopped.
