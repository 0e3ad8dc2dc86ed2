"""Operators exchange keys, and are told what is damaged or missing."""

from base64 import b64encode

import pytest
from click.testing import CliRunner

from service.cli import main
from tests.jobs import rows

OLD, NEW = (
    f"{year}:{b64encode(bytes(range(start, start + 32))).decode()}"
    for year, start in ((2025, 0), (2026, 100))
)


@pytest.fixture
def house(small_house):
    """A house with a record, its documents, and three data keys."""
    small_house.submit()
    small_house.submit("notes")
    small_house.work()
    return small_house


@pytest.fixture
def handslag(house, monkeypatch):
    for name in ("database_url", "redis_url"):
        monkeypatch.setenv(name.upper(), getattr(house.settings, name))
    monkeypatch.setenv("VAR_DIR", str(house.settings.var))
    return lambda *words: CliRunner().invoke(main, words)


@pytest.fixture
def keys(house, monkeypatch):
    """Set the wrapping keys of the next command; "demo" is the house's own."""
    demo = (house.settings.var / "encryption-keys").read_text()

    def given(*pairs):
        text = ",".join(demo if pair == "demo" else pair for pair in pairs)
        monkeypatch.setenv("ENCRYPTION_KEYS", text)

    return given


def count(house):
    return len(list(house.tools.vault.shelf.subjects()))


def test_a_key_is_exchanged_in_three_steps(house, handslag, keys):
    number = count(house)
    keys(NEW, "demo")
    assert handslag("encryption", "status").output == (
        f"2026\tin use\t0\ndemo\tolder\t{number}\n"
    )

    rotated = handslag("encryption", "rotate")

    assert rotated.exit_code == 0
    assert rotated.output.endswith("All data keys are wrapped by 2026.\n")
    keys(NEW)
    assert handslag("encryption", "status").output == f"2026\tin use\t{number}\n"
    assert handslag("files", "verify").exit_code == 0


def test_a_key_taken_away_too_early_is_named(house, handslag, keys):
    keys(OLD)

    status, rotated = (handslag("encryption", word) for word in ("status", "rotate"))

    assert (status.exit_code, rotated.exit_code) == (1, 1)
    assert f"demo\tcannot be opened\t{count(house)}" in status.output
    assert "The encryption key demo is missing." in rotated.output
    assert "keep the older keys" in rotated.output


def test_the_files_are_counted_and_the_damaged_one_is_named(house, handslag):
    assert handslag("files", "verify").output == "6 files are sound, 0 are not.\n"
    row = rows.renditions(house)[0]
    [file] = house.tools.files.root.rglob(row.stored)
    file.write_bytes(b"")

    answer = handslag("files", "verify")

    assert answer.exit_code == 1
    assert answer.output.splitlines() == [
        f"{row.id}\tThe file has been changed on disk.",
        "5 files are sound, 1 are not.",
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((OLD,), "The encryption key demo is missing."),
        ((OLD,), "data keys that cannot be opened: demo"),
        ((NEW, "demo"), "older keys wrap"),
    ],
)
def test_the_doctor_says_what_the_keys_need(handslag, keys, given, said):
    keys(*given)

    assert said in handslag("doctor").output


def test_the_doctor_sees_a_folder_that_is_not_ours(handslag, monkeypatch, tmp_path):
    """As when a volume was not mounted: the folder is there, and empty."""
    monkeypatch.setenv("KEYS_URL", str(tmp_path / "elsewhere"))

    told = handslag("doctor").output

    assert "The data key of" in told
    assert "Look at KEYS_URL" in told
