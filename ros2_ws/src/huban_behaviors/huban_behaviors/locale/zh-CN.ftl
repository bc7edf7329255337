# Requests
unknown-skill = 这个我还不会。
not-allowed = 我不能替您做这件事。
    .expression = concerned
bad-argument = 我不明白您给的{ $name }。
unknown-place = 我不知道{ $place }在哪里。我知道这些地方：{ $places }。
confirm = 您是说：{ $wish }吗？请说是或者不是。
confirm-remote = { $caller }从外面请求：{ $wish }。可以吗？请说是或者不是。
not-confirmed = 那我就不做了。
    .expression = calm
motion-barred = 我正在处理警报，这件事稍后再做。
    .expression = concerned
gate-closed = 我现在不能动。请看看有没有东西挡住。
    .expression = concerned
hindered = 没有成功。
    .expression = concerned
too-long = 时间太长了，我已经停下。
    .expression = concerned
skill-broken = 这里出了问题，请试试别的。
    .expression = concerned
stopped = 我已经停下了。
    .expression = calm

# Driving
going-to = 我去{ $place }。
am-at = 我到{ $place }了。
cannot-reach = 我到不了{ $place }。
    .expression = concerned
coming = 我来了，马上到您身边。
    .expression = happy
here-i-am = 我到了。
    .expression = happy
cannot-see-you = 我看不到您在哪里。请告诉我房间，比如说：来厨房。
    .expression = concerned
docking = 我去充电。
docked = 我到充电座了。
no-dock = 还没有人告诉我充电座在哪里。
    .expression = concerned

# The bed
bed-moves-back = 我在调整床的背部。
bed-moves-legs = 我在调整床的腿部。
bed-moves-height = 我在调整床的高度。
bed-moves-tilt = 我在让床倾斜。
bed-moves-flat = 我在把床放平。
bed-moves-sit-up = 我在帮您坐起来。
bed-done = 床已经调好了。
bed-stopped = 床停下了。
    .expression = concerned
bed-which-way = 请告诉我床往哪边动。
bed-out-of-range = 床调不到那么多。
    .expression = concerned

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
    .expression = happy
voice-louder = 我现在说得大声一些。
voice-softer = 我现在说得轻一些。
    .expression = calm
voice-slower = 我现在说得慢一些。
    .expression = calm
voice-faster = 我现在说得快一些。
voice-new = 这是我现在的声音。
    .expression = happy
voice-hearing = 我会说得让您听清楚。
voice-limit = 只能到这个程度了。
voice-unchanged = 我没能换声音。
    .expression = concerned
voice-what-is-kept = 我只记您声音的特点，不记您说的话，而且只存在我这里。这样我能听出是谁在说话。
voice-what-it-allows = 它不代表同意任何别的事情。您随时可以让我删除，只要说：忘掉我的声音。
voice-may-i = { $name }，我可以记住您的声音吗？请说是或者不是。
half-explained = 我没能把话说完。请您再问我一次。
    .expression = concerned
voice-learning = 谢谢。请您现在一个人跟我说一会儿话，我就认得您的声音了。
    .expression = happy
voice-not-learned = 我现在没办法记住声音。
    .expression = concerned
voice-forgotten = 我已经删除了{ $name }的声音。
voice-not-forgotten = 我没能删除{ $name }的声音，请过一会儿再试。
    .expression = concerned
face-what-is-kept = 我只记您脸部特点的数字，不存照片，而且只存在我这里。这样我能认出是谁在这儿。
face-what-it-allows = 它不代表同意任何别的事情。您随时可以让我删除，只要说：忘掉我的脸。
face-may-i = { $name }，我可以记住您的脸吗？请说是或者不是。
face-learning = 谢谢。请您一个人到我面前来，看着我。
    .expression = happy
face-unclear = 我没能看清您的脸。请在亮一点的地方再问我一次。
    .expression = concerned
face-not-learned = 我现在没办法记住脸。
    .expression = concerned
face-forgotten = 我已经删除了{ $name }的脸部信息。
face-not-forgotten = 我没能删除{ $name }的脸部信息，请过一会儿再试。
    .expression = concerned
nothing-said = 我还没有说过话。
you-are = 您是{ $name }。
    .expression = happy
you-seem = 我还听不出您的声音。我想您是{ $name }。
gate-ready = 我很好。
    .expression = happy
gate-slowed = 我很好。附近有人，所以我走得慢。
gate-halted = 我被叫停了，现在站着不动。
gate-emergency = 我的急停按下了，需要有人来解除。
    .expression = concerned
gate-unknown = 我很好，但是我不知道现在能不能动。
battery = 我的电量是百分之{ $percent }。
good-morning = 早上好，{ $name }。
    .expression = happy
good-noon = 中午好，{ $name }。
    .expression = happy
good-afternoon = 下午好，{ $name }。
    .expression = happy
good-evening = 晚上好，{ $name }。
    .expression = happy

# Alarms
ask-fall = { $name }，我看到您摔倒了。您受伤了吗？
    .expression = urgent
ask-suspected = { $name }，我看不到您了。您受伤了吗？
    .expression = urgent
ask-doubt = { $name }，要我叫人来吗？
    .expression = concerned
announce-help = 我现在叫人来帮您。
    .expression = urgent
announce-silent = 我现在叫人来帮您。如果您没事，请说：我没事。
    .expression = urgent
announce-still-down = 您还在地上。我现在叫人来帮您。
    .expression = urgent
announce-fine = 好的。我会告诉他们您没事，我会继续看着。
    .expression = calm
announce-unsure = 我会告诉他们。需要人的时候，叫一声就好。
    .expression = concerned
announce-restored = 我刚才离开了一会儿。您的警报还在。
    .expression = concerned
announce-drill = 这只是一次演练。我现在发出演练呼叫，看看有没有人响应。
    .expression = calm
in-a-drill = 这是演练。{ $text }
arrived = 我在您身边。
    .expression = concerned
cannot-come = 我不能再靠近了。正在叫人来帮您。
    .expression = concerned
delivered = 您的求助已经送到了。
    .expression = concerned
undelivered = 我还联系不上别人，我会继续试。
    .expression = concerned
waiting = 帮助正在路上。我陪着您。
    .expression = concerned
acknowledged = { $name }正在来您这里。
    .expression = concerned
escalated = 还没有人回应。我在叫下一个人。
    .expression = concerned
attended = { $name }已经在您身边了。
    .expression = concerned
closed = { $name }已经关闭了警报。
    .expression = calm
noted-fine = 好的，我会告诉他们。
    .expression = calm
stopped-on-the-way = 我停住不动了。还在叫人来帮您。
    .expression = concerned
reason-help = 呼叫求助。
reason-called = 呼叫：“{ $words }”。
reason-answer-yes = 问过，回答是。
reason-answer-no = 问过，回答没有受伤。
reason-answer-none = 问过，没有回答。
reason-drill = { $name }发起的演练，没有发生任何事情。
