"""`./huban bench`: how fast and how big. Packages offer their own in the entry-point group `huban.benchmarks`."""

from huban_bringup.plugins import app_for

app = app_for("bench", "huban.benchmarks", "Measures speed and size.")
