## 安装（./huban 在安装任何东西之前使用：每条一行，只用简单占位）

command-usage = 用法：./huban 命令 [选项]
command-more = ./huban 命令 --help 查看详细说明。首次启动会自动完成安装（几分钟）。
command-unknown = 没有命令“{ $name }”；可以试试 { $near }
command-demo = 演示模拟家庭中的一天，背后全部真实运行
command-ask = 从另一个终端对正在运行的演示说话
command-scenario = 播放一个场景文件并打印评分卡
command-launch = 运行一个 launch 文件里的进程，直到按下 Ctrl-C
command-doctor = 检查有什么、缺什么、该怎么做
command-test = 运行测试
command-bench = 测量速度和占用
command-eval = 测量质量
command-models = 列出、下载和训练语音与表情识别模型
command-record = 征得本人同意后，录下对机器人说的话
command-setup = 只做安装；--with models 会加上 torch 和 transformers
setup-begins = 正在安装，中断也没有关系。日志：{ $log }
setup-packages-run = 系统软件包
setup-packages-test = 测试用浏览器
setup-tools = 安装工具
setup-environment = Python 软件包（需下载 600 MB）
setup-workspace = ROS 2 工作区
setup-models = 大模型所需的库
setup-waiting = 这个目录里另一个安装（进程 { $process }）正在进行，等待它结束
setup-stack-runs = 有内容需要重新安装，但这个目录的机器人程序正在运行：请先结束它
setup-interrupted = 已中断。再次运行同一命令即可，已完成的步骤会保留。
setup-packages-by-hand = 缺少一些系统软件包，只有 root 可以安装。请执行一次下面这行，然后重新启动：{ $line }
setup-disk = { $where } 只剩 { $free } GiB，需要 { $needed } GiB：请腾出空间后重新启动
setup-failed = { $step }：{ $reason }。{ $hint }
setup-hint-log = 完整输出在 .huban/log/bootstrap.log；重新启动会从这里继续
setup-hint-disk = 磁盘已满：请腾出空间后重新启动
setup-hint-network = 无法连接服务器：请检查网络，或在 pip 设置里换一个镜像，然后重新启动
setup-with = 同时安装一个可选组
setup-fresh = 丢弃已安装的内容，从头开始
setup-ready = 准备就绪。下一步：./huban demo

## 进程

process-started = { $process }：正在启动
process-became-ready = { $process }：已就绪
process-died = { $process } 意外结束（{ $detail }），将重新启动
process-ended = { $process } 已结束（{ $detail }）
process-restarted = { $process }：已重新启动
process-degraded = { $process } 反复结束（{ $detail } 次），每 30 秒再试一次，其余部分继续工作
process-recovered = { $process }：恢复稳定
process-refused = { $process } 不接受它的配置：{ $detail }
process-stopped = { $process }：已停止
process-disk-ran-low = 磁盘只剩 { $detail } MiB：请腾出空间，否则记录会丢失

## Shows (demo, scenario, ask)

show-stays = 家继续运行：在另一个终端输入 ./huban ask "去厨房" --lang zh，或打开上面的网页。按 Ctrl-C 结束。
step-happened = ✓ { $name }
step-missed = ✗ { $name }：{ $seen }
address-viewer = 🏠 家中画面：   http://127.0.0.1:{ $port }
address-tablet = 🙂 机器人屏幕： http://127.0.0.1:{ $port }
address-app = 🖥 照护端：     http://127.0.0.1:{ $port }   账号 { $name }，密码 { $password }
record-mute = 机器人现在不能说话，无法征求同意：请看 ./huban doctor
record-denied = 没有明确同意：什么都没有写入
record-allowed = 已同意：记录在 { $consent }；录音 { $minutes } 分钟，按 Ctrl-C 可提前结束
record-done = 共 { $count } 段录音；文字是机器人听到的内容：请听后改正，并把 checked 改为 yes
record-deleted = 已删除 { $count } 段录音，{ $folder } 已移除
ask-nobody = 没有正在运行的演示：请先运行 ./huban demo
ask-not-understood = 这句话不是照护者可以发送的技能；例如：{ $examples }
ask-no-answer = { $seconds } 秒内没有回答

## 自检

doctor-level-ok = 正常
doctor-level-degraded = 降级
doctor-level-missing = 缺失
doctor-python = Python
doctor-python-ok = { $version }（{ $path }）
doctor-packages = 系统软件包
doctor-packages-ok = { $number } 个全部已安装
doctor-packages-absent = 未安装：{ $packages }。请执行：{ $line }
doctor-packages-unknown = 这不是 Debian 或 Ubuntu：请确认已有与 { $packages } 相当的软件
doctor-disk = 磁盘
doctor-disk-ok = 剩余 { $free } GiB
doctor-disk-low = { $folder } 只剩 { $free } GiB：请尽快腾出空间
doctor-disk-full = { $folder } 只剩 { $free } GiB：腾出空间之前无法启动
doctor-ros = ROS 2
doctor-ros-ok = rclpy { $version }，中间件 { $middleware }
doctor-ros-broken = 无法导入（{ $reason }）：请运行 ./huban setup --fresh
doctor-underlay = 系统自带 ROS 2
doctor-underlay-ok = 没有，也不需要
doctor-underlay-found = { $names }；./huban 不使用它，如需在其上运行，见 ros2_ws/src/huban_bringup/README.md
doctor-workspace = 工作区
doctor-workspace-ok = 已构建，且为最新
doctor-workspace-stale = 比源码旧：请运行 ./huban setup
doctor-broker = MQTT 代理
doctor-broker-ok = { $path }
doctor-broker-absent = 未安装 mosquitto：警报无法送出家门。请运行 ./huban setup
doctor-ports = 端口
doctor-ports-ok = { $ports } 均空闲
doctor-ports-taken = 已被占用：{ $ports }。请结束占用它们的程序（正在运行的演示也会占用），或用 名称:=端口 另选
doctor-ports-unknown = 无法读取进程列表：{ $reason }
doctor-graphics = 图形
doctor-graphics-ok = { $backend }：{ $renderer }
doctor-graphics-broken = { $backend } 无法工作（{ $reason }）：请安装 libegl1 和 libgl1，或安装 libosmesa6 后用 MUJOCO_GL=osmesa
doctor-sound = 声卡
doctor-sound-ok = { $outputs } 个输出，{ $inputs } 个输入
doctor-sound-none = { $outputs } 个输出，{ $inputs } 个输入：只能在浏览器和模拟中听到声音
doctor-voices = 语音合成
doctor-voices-ok = eSpeak NG，英语和普通话
doctor-voices-absent = 未安装 espeak-ng：机器人只显示文字，不出声。请运行 ./huban setup
doctor-voices-lacking = eSpeak NG 缺少 { $names }：请安装 espeak-ng-data
doctor-mediapipe = 人体和人脸模型
doctor-mediapipe-ok = 随 MediaPipe 提供
doctor-mediapipe-absent = 缺少 MediaPipe 的模型：机器人看不到人。请运行 ./huban setup --fresh
doctor-face_recognition_models = 人脸识别网络
doctor-face_recognition_models-ok = 随 face-recognition-models 提供
doctor-face_recognition_models-absent = 缺少人脸识别网络：无法认出任何人的脸。请运行 ./huban setup --fresh
doctor-pocketsphinx = 英语语音模型
doctor-pocketsphinx-ok = 随 PocketSphinx 提供
doctor-pocketsphinx-absent = 缺少 PocketSphinx 的模型：没有 Vosk 时听不懂英语。请运行 ./huban setup --fresh
doctor-vosk-en = 英语 Vosk 模型
doctor-vosk-en-ok = { $folder }
doctor-vosk-en-tiny = { $folder } 只听得懂合成语音，因此由 PocketSphinx 识别，只懂机器人自己的指令。给真人使用需要完整模型：./huban models fetch vosk-en
doctor-vosk-en-absent = 没有：英语由 PocketSphinx 识别。请运行 ./huban models fetch vosk-en
doctor-vosk-zh = 普通话 Vosk 模型
doctor-vosk-zh-ok = { $folder }
doctor-vosk-zh-tiny = { $folder } 只听得懂合成语音。给真人使用需要完整模型：./huban models fetch vosk-zh
doctor-vosk-zh-absent = 没有：听不懂普通话。请运行 ./huban models fetch vosk-zh
doctor-emotion = 面部表情
doctor-emotion-ok = { $file }
doctor-emotion-absent = 没有 { $file }：机器人看不出人的表情。请运行 git checkout models/emotion，或 ./huban models train-emotion
doctor-extras = 大模型
doctor-extras-ok = torch { $torch }，transformers { $transformers }
doctor-extras-absent = 未安装 torch 和 transformers；演示不需要它们（./huban setup --with models）
doctor-fonts = 中文字体
doctor-fonts-ok = { $name }
doctor-fonts-absent = 没有：渲染画面上的中文会显示为方块。请安装 fonts-wqy-microhei
doctor-browser = 测试用浏览器
doctor-browser-ok = { $path }
doctor-browser-absent = 没有：浏览器测试会被跳过。在 Debian 上 ./huban test 会安装 Chromium；在 Ubuntu 上：sudo snap install chromium
