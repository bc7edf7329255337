# 机器人为什么不动或变慢，显示在屏幕上，也会读出来。
cause-started = 机器人刚刚启动，正在等待新的指令。
cause-reflex-stop = 有人喊停。
cause-bumper = 有东西碰到了机器人。
cause-runaway = 轮子本该停住，却在转动。
cause-motor-ignored = 轮子本该转动，却没有动。
cause-bed-silent = 床没有按要求停下。
cause-emergency-stop = 急停按钮已按下。
cause-emergency-reset = 急停已复位，机器人正在等待新的指令。
cause-old-motion = 这个移动指令早于上一次停止。
cause-command-lost = 移动指令中断了。
cause-command-invalid = 移动指令无效。
cause-scan-lost = 激光雷达没有数据。
cause-scan-frozen = 激光雷达的画面不再更新。
cause-scan-invalid = 激光雷达看到的太少。
cause-scan-frame-unknown = 不知道激光雷达装在机器人的什么位置。
cause-odometry-lost = 轮子没有报告运动情况。
cause-unseen = 激光雷达看不到那个方向。
cause-obstacle = 前方有障碍：最快每秒 { $speed } 米。
cause-person-near = 前方可能有人：最快每秒 { $speed } 米。

gate-late = 安全闸门迟了 { $late_ms } 毫秒：这台电脑太忙了。
no-precedence = 这个账户不能给安全闸门实时优先级 { $priority }：电脑繁忙时停下会更慢。

# 对解除停止或急停复位的回答。
released = 机器人可以移动了。
not-released = 未解除：急停按钮已按下，请先在机器人旁边复位。
emergency-over = 急停已解除，机器人正在等待新的指令。
button-pressed = 未复位：急停按钮仍被按着。

# 床为什么不动。
bed-joint-unknown = 床没有关节 { $joint }。
bed-one-joint = 床每次只动一个关节，不能同时动 { $joints } 个。
bed-position-unknown = 床没有报告 { $joint } 的位置。
bed-trajectory-shape = 床的动作必须立即开始，并有 1 到 50 个点，而不是 { $points } 个。
bed-numbers = 床的动作里有缺失或无效的数字。
bed-times = 床的动作的时间没有递增。
bed-position = { $joint } 不能到 { $position }：范围是 { $minimum } 到 { $maximum }。
bed-speed = { $joint } 不能以每秒 { $speed } 运动：上限是 { $maximum }。
bed-too-long = 床的动作最长 { $maximum } 秒，而不是 { $seconds } 秒。
bed-moving = 床正在动。
bed-silent = 床已停下：它没有报告位置。
bed-stuck = 床已停下：它卡住了。
bed-late = 床已停下：用的时间太长。
bed-driver-rejected = 床的控制器拒绝了这个动作。
bed-driver-absent = 床的控制器没有回应。
bed-driver-silent = 床的控制器不再回应。
