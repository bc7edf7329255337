# 机器人关于自己听说能力的话。
settings-lost = 我忘了您喜欢我怎么说话，请再告诉我一次。
no-recogniser = 我现在还听不懂普通话。请用我的屏幕，需要帮助时请按红色按钮。
full-model-wanted = 我现在只听得懂电脑合成的声音。请让照看我的人下载完整的语音模型。
microphone-lost = 我的麦克风坏了，现在听不到您说话。请用我的屏幕，需要帮助时请按红色按钮。
microphone-muted = 我现在不听了。需要帮助时，请按我屏幕上的红色按钮。
microphone-back = 我又能听到您说话了。
record-ask = { $name }，接下来{ $minutes }分钟我可以录下您说的话吗？{ $purpose }。
record-answer = 请说是或者不是。
record-purpose = 这样我能更好地听懂您
record-begins = 谢谢您。我开始录音了。
record-ends = 我停止录音了。
record-denied = 好的，我什么都不录。
