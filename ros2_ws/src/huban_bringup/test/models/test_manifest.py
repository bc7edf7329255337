import pytest

from huban_bringup.checkout import this_checkout
from huban_bringup.models.manifest import read_manifest

ENTRY = """
tiny:
  language: en
  url: https://example.org/tiny.zip
  folder: vosk/en
  licence: Apache-2.0
  sha256: {sha256}
  size: 10
"""


def test_the_manifest_of_the_repository_can_be_read_and_names_both_languages():
    sources = read_manifest(this_checkout().root / "models/manifest.yaml")
    assert {source.language for source in sources.values()} == {"en", "zh-CN"}
    assert sources["vosk-zh"].archive == "vosk-model-small-cn-0.22.zip"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("{sha256}", "null"), "sha256"),
        (("size: 10", "size: many"), "size"),
        (("https://", "ftp://"), "url"),
        (("vosk/en", "../elsewhere"), "folder"),
        (("licence: Apache-2.0", "license: Apache-2.0"), "keys"),
        (("tiny:", "- tiny"), "models.yaml"),
    ],
)
def test_an_entry_that_cannot_be_trusted_is_refused_with_its_name(tmp_path, change, complaint):
    file = tmp_path / "models.yaml"
    file.write_text(ENTRY.replace(*change).format(sha256="ab" * 32))
    with pytest.raises(ValueError, match=complaint):
        read_manifest(file)
