"""What people ask of such robots and this one may not have learnt yet: it says so instead of shrugging."""

from collections.abc import Collection

from huban_dialogue.core.wording import cleaned

_WISHES: dict[str, dict[str, tuple[str, ...]]] = {
    "follow_me": {"en": ("follow me", "come with me"), "zh-CN": ("跟我来", "跟着我")},
    "guide_to": {"en": ("take me to", "bring me to", "show me the way"), "zh-CN": ("带我去", "领我去")},
    "patrol": {"en": ("patrol", "look around the house"), "zh-CN": ("巡逻", "四处看看")},
    "find_person": {"en": ("where is my", "find my"), "zh-CN": ("在哪里", "找一下")},
    "assist_stand": {"en": ("stand up", "get up"), "zh-CN": ("站起来", "扶我起来")},
    "exercise_start": {"en": ("exercise", "gymnastics"), "zh-CN": ("锻炼", "做操")},
    "remind": {"en": ("remind me", "reminder", "wake me"), "zh-CN": ("提醒我", "叫醒我")},
    "medication_status": {"en": ("my medicine", "my pills", "my tablets"), "zh-CN": ("吃药", "我的药")},
    "tell_schedule": {"en": ("my plan", "my schedule", "what happens today"), "zh-CN": ("今天的安排", "今天有什么")},
    "play": {
        "en": ("music", "a story", "the news", "opera", "a game"),
        "zh-CN": ("音乐", "讲故事", "新闻", "戏", "游戏"),
    },
    "call_person": {"en": ("call my", "phone my"), "zh-CN": ("打电话",)},
    "send_message": {"en": ("send a message", "write to my"), "zh-CN": ("发消息", "发信息")},
    "order_meal": {"en": ("order lunch", "order dinner", "order a meal"), "zh-CN": ("订餐", "点餐")},
    "read_vitals": {"en": ("blood pressure", "heart rate", "my pulse"), "zh-CN": ("血压", "心率", "脉搏")},
    "voice_set": {"en": ("louder", "quieter", "slower", "faster"), "zh-CN": ("大声", "小声", "慢一点", "快一点")},
    "privacy": {"en": ("privacy", "do not watch me"), "zh-CN": ("隐私", "别看我")},
}


def wished_for(text: str, language: str, installed: Collection[str]) -> str | None:
    """The id of a skill that somebody seems to want and that is not installed."""
    sentence = cleaned(text, language)
    for skill, words in _WISHES.items():
        if skill not in installed and any(word in sentence for word in words[language]):
            return skill
    return None
