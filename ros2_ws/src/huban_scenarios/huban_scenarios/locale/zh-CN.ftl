robot-says = 🤖 机器人：“{ $words }”
person-says = 🧓 听到：“{ $words }”
skill-changed = ⚙ { $call }：{ $state }（{ $message }）
care-event = ⚑ { $kind }，地点 { $place }：{ $reason }
alarm-answered = ☎ 报警状态 { $state }，处理人 { $name }
alarm-listed = 🖥 照护平台显示报警：{ $state }（{ $place }）
gate-changed = ⛨ 安全闸 { $state }：{ $cause }（{ $detail }）
robot-entered = 🚪 机器人到达 { $room }
person-is = 🧍 { $name } 现在 { $posture }（{ $place }）

expects-says = 机器人说 /{ $words }/
expects-hears = 机器人听懂 /{ $words }/
expects-skill = 技能 { $skill } { $state }
expects-event = 事件 { $kind }（地点：{ $place }）
expects-alarm-platform = 照护平台显示报警为 { $state }
expects-alarm-robot = 机器人得知报警为 { $state }
expects-robot-in = 机器人在 { $room }
expects-robot-near = 机器人距 { $person } 不超过 { $distance } 米
expects-bed = 护理床 { $section } { $bound }
expects-gate = 安全闸为 { $state }
expects-person = { $person } 处于 { $posture }（地点：{ $place }）

column-step = 步骤
column-seen = 预期与所见
column-delay = 用时
never = 未见

act-refused = ! { $act } 被拒绝：{ $reason }
elder-speaks = 👵 老人说：“{ $words }”
typed-instead = ! 尚未安装这种语言的识别模型，因此这句话同时以文字给出（./huban doctor）
no-open-alarm = 没有未处理的报警
no-robot = 没有登记的机器人
platform-refused = ! 照护平台：{ $what } 未成功：{ $reason }
