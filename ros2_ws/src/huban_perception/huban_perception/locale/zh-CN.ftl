reason-fell = 躯干与地面成{ $trunk_deg }度，髋部离地{ $hips_m }米，已持续{ $down_s }秒，{ $where }，不在床上或沙发上；肩部在{ $drop_s }秒内下降了{ $drop_m }米。
reason-found = 躯干与地面成{ $trunk_deg }度，髋部离地{ $hips_m }米，已持续{ $down_s }秒，{ $where }，不在床上或沙发上；没有看到经过。
reason-out-of-sight = { $where }，肩部在{ $drop_s }秒内下降了{ $drop_m }米，之后已有{ $unseen_s }秒看不到人。
reason-last-seen-down = { $unseen_s }秒前最后一次看到时：躯干与地面成{ $trunk_deg }度，髋部离地{ $hips_m }米，{ $where }，不在床上或沙发上；此前肩部在{ $drop_s }秒内下降了{ $drop_m }米。
reason-up-again = 躯干与地面成{ $trunk_deg }度，肩部离地{ $shoulders_m }米，{ $where }。
in-room = 在{ $room }
place-unknown = 位置不明

health-looking = 正在看护
health-no-frames-yet = 正在等待第一帧画面
health-private = 此处摄像头已关闭：{ $room }是隐私区域
health-room-unknown = 没有看护：机器人不知道自己在哪个房间，而有的房间是隐私区域
health-geometry-assumed = 正在看护，但位置不明：{ $cause }
health-monitoring-lost = 看护中断：{ $cause }
cause-missing = 摄像头没有画面
cause-black = 摄像头画面全黑
cause-frozen = 摄像头画面静止不变
