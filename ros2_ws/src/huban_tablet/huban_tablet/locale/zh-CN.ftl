ready = 我在这儿陪着您。
alone = 我现在联系不上照护人员，会一直再试。
halted = 我停住不动了。

button-help = 求助
button-stop = 停
button-yes = 是
button-no = 不是
button-language = English

help-called = 我正在为您呼叫帮助。
help-delivered = 呼叫已送达，很快会有人回应。
help-escalated = 我正在联系下一位。
help-acknowledged = 有人正在赶来。
help-acknowledged-by = { $name }正在来您这里。
help-attended = 帮助的人已经到了。
help-attended-by = { $name }已经在您身边了。
help-closed = 警报已解除。
help-closed-by = { $name }已经关闭了警报。

doing-go_to = 我正在去{ $place }。
doing-guide_to = 我带您去{ $place }。
doing-come_here = 我这就过来。
doing-follow_me = 我跟着您走。
doing-dock = 我去充电。
doing-patrol = 我到处看看。
doing-bed_set = 床正在移动。
doing-bed_flat = 床正在放平。
doing-bed_sit_up = 床正在扶您坐起来。
