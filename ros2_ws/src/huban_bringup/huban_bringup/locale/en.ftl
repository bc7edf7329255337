## Set-up (./huban before anything is installed: one line each, plain places only)

command-usage = Usage: ./huban COMMAND [OPTIONS]
command-more = ./huban COMMAND --help tells more. The first start sets everything up (a few minutes).
command-unknown = there is no command '{ $name }'; try { $near }
command-demo = show a day in a simulated home, with everything real behind it
command-ask = speak to a running demo from another terminal
command-scenario = play a scenario file and print its score card
command-launch = run the processes of a launch file until Ctrl-C
command-doctor = tell what is there, what is degraded and what to do
command-test = run the tests
command-bench = measure speed and size
command-eval = measure quality
command-models = list, fetch and train the models that Huban hears and sees with
command-record = record, after asking them, what a person says to the running robot
command-setup = set up and stop there; --with models adds torch and transformers
setup-begins = Setting up; an interruption does no harm. Log: { $log }
setup-packages-run = system packages
setup-packages-test = a browser for the tests
setup-tools = installer
setup-environment = Python packages (600 MB to fetch)
setup-workspace = ROS 2 workspace
setup-models = large models' libraries
setup-waiting = another set-up (process { $process }) is at work in this checkout; waiting for it
setup-stack-runs = something must be set up anew, but a stack of this checkout is running: end it first
setup-interrupted = Interrupted. Run the same again: finished steps are kept.
setup-packages-by-hand = some system packages are missing and only root may install them. Type this once, then start again: { $line }
setup-disk = only { $free } GiB free at { $where }, { $needed } GiB are needed: make room and start again
setup-failed = { $step }: { $reason }. { $hint }
setup-hint-log = All that was said is in .huban/log/bootstrap.log; starting again continues here
setup-hint-disk = The disk is full: make room and start again
setup-hint-network = A server could not be reached: check the network, or set a mirror in pip's settings, and start again
setup-with = also install an optional group
setup-fresh = throw away what was set up and start over
setup-ready = Ready. Next: ./huban demo

## Processes

process-started = { $process }: starting
process-became-ready = { $process }: ready
process-died = { $process } died ({ $detail }); it will be started again
process-ended = { $process } ended ({ $detail })
process-restarted = { $process }: started again
process-degraded = { $process } keeps dying ({ $detail } times); it is tried again every 30 s, the rest goes on without it
process-recovered = { $process }: stable again
process-refused = { $process } refuses its configuration: { $detail }
process-stopped = { $process }: stopped
process-disk-ran-low = only { $detail } MiB are left on the disk: make room, or records will be lost

## Shows (demo, scenario, ask)

show-stays = The house stays open: try ./huban ask "go to the kitchen" in another terminal, or the pages above. Ctrl-C ends it.
step-happened = ✓ { $name }
step-missed = ✗ { $name }: { $seen }
address-viewer = 🏠 the home:        http://127.0.0.1:{ $port }
address-tablet = 🙂 robot's screen:  http://127.0.0.1:{ $port }
address-app = 🖥 caregiver's app: http://127.0.0.1:{ $port }   sign in as { $name }, password { $password }
record-mute = the robot cannot speak now, so nobody can be asked: look at ./huban doctor
record-denied = no clear yes: nothing was written
record-allowed = yes: it is kept in { $consent }; recording for { $minutes } min, Ctrl-C ends it earlier
record-done = { $count } recordings; their texts are what was understood: listen, correct them, and set checked to yes
record-deleted = { $count } recordings deleted, { $folder } is gone
ask-nobody = no demo is running: start one with ./huban demo
ask-not-understood = the sentence names no skill that a caregiver can send; examples: { $examples }
ask-no-answer = no answer within { $seconds } s

## Doctor

doctor-level-ok = ok
doctor-level-degraded = degraded
doctor-level-missing = missing
doctor-python = Python
doctor-python-ok = { $version } ({ $path })
doctor-packages = system packages
doctor-packages-ok = all { $number } are installed
doctor-packages-absent = not installed: { $packages }. Type: { $line }
doctor-packages-unknown = this is no Debian or Ubuntu: make sure that there is the equivalent of { $packages }
doctor-disk = disk
doctor-disk-ok = { $free } GiB free
doctor-disk-low = { $free } GiB free at { $folder }: make room soon
doctor-disk-full = { $free } GiB free at { $folder }: nothing starts until there is room
doctor-ros = ROS 2
doctor-ros-ok = rclpy { $version } with { $middleware }
doctor-ros-broken = cannot be imported ({ $reason }): run ./huban setup --fresh
doctor-underlay = ROS 2 of the system
doctor-underlay-ok = none, none is needed
doctor-underlay-found = { $names }; ./huban does not use it, see ros2_ws/src/huban_bringup/README.md to run on it
doctor-workspace = workspace
doctor-workspace-ok = built and fresh
doctor-workspace-stale = older than its sources: run ./huban setup
doctor-broker = MQTT broker
doctor-broker-ok = { $path }
doctor-broker-absent = mosquitto is not installed: no alarm would leave the house. Run ./huban setup
doctor-ports = ports
doctor-ports-ok = { $ports } are free
doctor-ports-taken = in use: { $ports }. End what uses them (a running demo does) or choose others with NAME:=PORT
doctor-ports-unknown = the list of processes cannot be read: { $reason }
doctor-graphics = graphics
doctor-graphics-ok = { $backend }: { $renderer }
doctor-graphics-broken = { $backend } does not work ({ $reason }): install libegl1 and libgl1, or try MUJOCO_GL=osmesa with libosmesa6
doctor-sound = sound card
doctor-sound-ok = { $outputs } outputs, { $inputs } inputs
doctor-sound-none = { $outputs } outputs, { $inputs } inputs: voices are heard in the browser and in the simulation only
doctor-voices = voices
doctor-voices-ok = eSpeak NG in English and Mandarin
doctor-voices-absent = espeak-ng is not installed: the robot shows its words and is mute. Run ./huban setup
doctor-voices-lacking = eSpeak NG lacks { $names }: install espeak-ng-data
doctor-mediapipe = body and face models
doctor-mediapipe-ok = carried by MediaPipe
doctor-mediapipe-absent = MediaPipe's models are not there: the robot sees nobody. Run ./huban setup --fresh
doctor-face_recognition_models = face network
doctor-face_recognition_models-ok = carried by face-recognition-models
doctor-face_recognition_models-absent = The face network is not there: nobody is known by face. Run ./huban setup --fresh
doctor-pocketsphinx = English speech model
doctor-pocketsphinx-ok = carried by PocketSphinx
doctor-pocketsphinx-absent = PocketSphinx's model is not there: English is not understood without Vosk. Run ./huban setup --fresh
doctor-vosk-en = English Vosk model
doctor-vosk-en-ok = { $folder }
doctor-vosk-en-tiny = { $folder } knows synthetic voices only, so PocketSphinx hears the robot's own phrases and nothing else. People need a full model: ./huban models fetch vosk-en
doctor-vosk-en-absent = none: English is understood by PocketSphinx. Run ./huban models fetch vosk-en
doctor-vosk-zh = Mandarin Vosk model
doctor-vosk-zh-ok = { $folder }
doctor-vosk-zh-tiny = { $folder } knows synthetic voices only. People need a full model: ./huban models fetch vosk-zh
doctor-vosk-zh-absent = none: Mandarin is not understood. Run ./huban models fetch vosk-zh
doctor-emotion = expressions of faces
doctor-emotion-ok = { $file }
doctor-emotion-absent = { $file } is not there: the robot does not see how people look. Run git checkout models/emotion, or ./huban models train-emotion
doctor-extras = large models
doctor-extras-ok = torch { $torch }, transformers { $transformers }
doctor-extras-absent = torch and transformers are not installed; nothing in the demo needs them (./huban setup --with models)
doctor-fonts = Chinese font
doctor-fonts-ok = { $name }
doctor-fonts-absent = none: Chinese on rendered screens shows as boxes. Install fonts-wqy-microhei
doctor-browser = browser for tests
doctor-browser-ok = { $path }
doctor-browser-absent = none: browser tests are skipped. ./huban test installs Chromium on Debian; on Ubuntu: sudo snap install chromium
