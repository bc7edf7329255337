# Requests
unknown-skill = 这个我还不会。
not-allowed = 我不能替您做这件事。
bad-argument = 我不明白您给的{ $name }。
unknown-place = 我不知道{ $place }在哪里。我知道这些地方：{ $places }。
confirm = 您是说：{ $wish }吗？请说是或者不是。
confirm-remote = { $caller }从外面请求：{ $wish }。可以吗？请说是或者不是。
not-confirmed = 那我就不做了。
motion-barred = 我正在处理警报，这件事稍后再做。
gate-closed = 我现在不能动。请看看有没有东西挡住。
hindered = 没有成功。
too-long = 时间太长了，我已经停下。
skill-broken = 这里出了问题，请试试别的。
stopped = 我已经停下了。

# Driving
going-to = 我去{ $place }。
am-at = 我到{ $place }了。
cannot-reach = 我到不了{ $place }。
coming = 我来了，马上到您身边。
here-i-am = 我到了。
cannot-see-you = 我看不到您在哪里。请告诉我房间，比如说：来厨房。
docking = 我去充电。
docked = 我到充电座了。
no-dock = 还没有人告诉我充电座在哪里。

# The bed
bed-moves-back = 我在调整床的背部。
bed-moves-legs = 我在调整床的腿部。
bed-moves-height = 我在调整床的高度。
bed-moves-tilt = 我在让床倾斜。
bed-moves-flat = 我在把床放平。
bed-moves-sit-up = 我在帮您坐起来。
bed-done = 床已经调好了。
bed-stopped = 床停下了。
bed-which-way = 请告诉我床往哪边动。
bed-out-of-range = 床调不到那么多。

# Talk
time-morning = 现在是上午{ $hour }点{ $minute ->
    [0] 整
   *[other] { $minute }分
}。
time-afternoon = 现在是下午{ $hour }点{ $minute ->
    [0] 整
   *[other] { $minute }分
}。
time-evening = 现在是晚上{ $hour }点{ $minute ->
    [0] 整
   *[other] { $minute }分
}。
time-night = 现在是夜里{ $hour }点{ $minute ->
    [0] 整
   *[other] { $minute }分
}。
date = 今天是{ DATETIME($day, dateStyle: "full") }。
language-changed = 我现在跟您说中文。
voice-louder = 我现在说得大声一些。
voice-softer = 我现在说得轻一些。
voice-slower = 我现在说得慢一些。
voice-faster = 我现在说得快一些。
voice-new = 这是我现在的声音。您喜欢吗？
voice-hearing = 我会说得让您听清楚。
voice-limit = 只能到这个程度了。
voice-unchanged = 我没能换声音。
nothing-said = 我还没有说过话。
you-are = 您是{ $name }。
you-seem = 我还听不出您的声音。我想您是{ $name }。
gate-ready = 我很好。
gate-slowed = 我很好。附近有人，所以我走得慢。
gate-halted = 我被叫停了，现在站着不动。
gate-emergency = 我的急停按下了，需要有人来解除。
gate-unknown = 我很好，但是我不知道现在能不能动。
battery = 我的电量是百分之{ $percent }。
good-morning = 早上好，{ $name }。
good-noon = 中午好，{ $name }。
good-afternoon = 下午好，{ $name }。
good-evening = 晚上好，{ $name }。

# Alarms
ask-fall = { $name }，我看到您摔倒了。您受伤了吗？
ask-suspected = { $name }，我看不到您了。您受伤了吗？
ask-doubt = { $name }，要我叫人来吗？
announce-help = 我现在叫人来帮您。
announce-silent = 我现在叫人来帮您。如果您没事，请说：我没事。
announce-still-down = 您还在地上。我现在叫人来帮您。
announce-fine = 好的。我会告诉他们您没事，我会继续看着。
announce-unsure = 我会告诉他们。需要人的时候，叫一声就好。
announce-restored = 我刚才离开了一会儿。您的警报还在。
arrived = 我在您身边。
cannot-come = 我不能再靠近了。正在叫人来帮您。
delivered = 您的求助已经送到了。
undelivered = 我还联系不上别人，我会继续试。
waiting = 帮助正在路上。我陪着您。
acknowledged = { $name }正在来您这里。
escalated = 还没有人回应。我在叫下一个人。
attended = { $name }已经在您身边了。
closed = { $name }已经关闭了警报。
noted-fine = 好的，我会告诉他们。
stopped-on-the-way = 我停住不动了。还在叫人来帮您。
reason-help = 呼叫求助。
reason-called = 呼叫：“{ $words }”。
reason-answer-yes = 问过，回答是。
reason-answer-no = 问过，回答没有受伤。
reason-answer-none = 问过，没有回答。
