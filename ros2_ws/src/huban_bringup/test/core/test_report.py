from huban_bringup.core.report import Report, Table


def test_a_report_reads_as_markdown_with_numbers_flush_right():
    table = Table("Processes", ("process", "CPU (%)"), [("speech", 1.25), ("safety", 12.0)])
    report = Report("Idle", "./huban bench idle", {"cores": "2"}, [table], ["Nobody speaks."])
    assert report.as_markdown().splitlines() == [
        "# Idle",
        "",
        "Measured with `./huban bench idle`. cores: 2.",
        "",
        "Nobody speaks.",
        "",
        "## Processes",
        "",
        "| process | CPU (%) |",
        "| --- | ---: |",
        "| speech | 1.2 |",
        "| safety | 12.0 |",
    ]


def test_a_report_as_a_dictionary_keeps_the_figures():
    table = Table("T", ("n",), [(1.25,)])
    tables = Report("R", "c", {}, [table]).as_dict()["tables"]
    assert tables == [{"title": "T", "columns": ("n",), "rows": [(1.25,)]}]
