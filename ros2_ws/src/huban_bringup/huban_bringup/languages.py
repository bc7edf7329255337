"""Languages that can be asked for on the command line."""

from enum import Enum

from huban_common.core.texts import locale_of


class Language(str, Enum):
    EN = "en"
    ZH = "zh"
    ZH_CN = "zh-CN"

    @property
    def locale(self) -> str:
        """The catalogue of this language."""
        return locale_of(self.value)
