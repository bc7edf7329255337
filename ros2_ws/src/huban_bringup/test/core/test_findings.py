from huban_bringup.core.findings import Level, degraded, missing, ok, worst


def test_the_worst_finding_decides():
    assert worst([]) is Level.OK
    assert worst([ok("a"), degraded("b", "absent")]) is Level.DEGRADED
    assert worst([missing("c", "broken"), degraded("b", "absent"), ok("a")]) is Level.MISSING


def test_a_finding_names_its_texts():
    finding = degraded("sound", "none", inputs=0)
    assert (finding.title_key, finding.text_key) == ("doctor-sound", "doctor-sound-none")
