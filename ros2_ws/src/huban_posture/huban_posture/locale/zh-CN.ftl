# 床为什么不动或停下来了，由机器人说出来。
section-name = { $section ->
    [back] 床背
    [legs] 床的腿部
    [height] 床
   *[tilt] 床的侧倾
    }
unit-name = { $section ->
    [height] 厘米
   *[other] 度
    }
direction-name = { $direction ->
    [up] 升
    [down] 降
    [left] 向左
    [right] 向右
    [level] 放平
   *[other] { $direction }
    }
unknown-section = 床没有“{ $section }”这个部分。
unknown-direction = { section-name }不能{ direction-name }。
beyond-limits = { section-name }不能到{ $target }{ unit-name }，只能在{ $least }到{ $most }{ unit-name }之间。
at-limit = { $direction ->
    [up] { section-name }已经升到最高了。
    [down] { section-name }已经降到最低了。
   *[other] { section-name }已经到头了。
    }
role = 只有床边的人才能动床。
bed-unknown = 床没有报告现在的状态，所以我先不动它。
no-answer = 床没有回应。
replaced = 床收到了别的要求。
cancelled = 床已经停下。
