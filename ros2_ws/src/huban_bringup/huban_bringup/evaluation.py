"""`./huban eval`: how good. Packages offer their own in the entry-point group `huban.evaluations`."""

from huban_bringup.plugins import app_for

app = app_for("eval", "huban.evaluations", "Measures quality.")
