"""The keys that wrap all others: given whole and random, or not at all."""

from base64 import b64encode

import pytest

from service.settings import Settings
from tests.ops.test_settings import PRODUCTION, refused

OLD, NEW = (bytes(range(start, start + 32)) for start in (0, 100))


def pair(key_id, key):
    return f"{key_id}:{b64encode(key).decode()}"


TWO = f"{pair('2026', NEW)},{pair('2025', OLD)}"


@pytest.mark.parametrize("apart", [",", ", ", "\n", " \n"])
def test_the_first_key_wraps_and_the_order_stays(apart):
    text = TWO.replace(",", apart)

    keys = Settings.from_env({**PRODUCTION, "ENCRYPTION_KEYS": text}).encryption_keys

    assert list(keys.items()) == [("2026", NEW), ("2025", OLD)]


def test_they_may_come_from_a_file_with_a_key_per_line(tmp_path):
    file = tmp_path / "encryption_keys"
    file.write_text(TWO.replace(",", "\n") + "\n")
    env = {**PRODUCTION, "ENCRYPTION_KEYS": "", "ENCRYPTION_KEYS_FILE": str(file)}

    assert list(Settings.from_env(env).encryption_keys) == ["2026", "2025"]


@pytest.mark.parametrize(
    "text",
    [
        ",",
        b64encode(NEW).decode(),
        pair("", NEW),
        pair("Key 1", NEW),
        pair("ä", NEW),
        pair("x" * 33, NEW),
        "2026:",
        "2026:not base64!",
        pair("2026", NEW[:31]),
        pair("2026", NEW + b"x"),
        f"{TWO},{pair('2026', OLD)}",
        f"{TWO},2024",
    ],
)
def test_half_a_key_is_none(text):
    assert refused({**PRODUCTION, "ENCRYPTION_KEYS": text}) == "ENCRYPTION_KEYS"


@pytest.mark.parametrize(
    "text",
    [
        pair("2026", bytes(32)),
        pair("2026", b"correct horse battery staple!!!!"),
        pair("demo", NEW),
        f"{pair('2026', NEW)},{pair('demo-2', OLD)}",
    ],
)
def test_production_refuses_keys_of_demos_and_of_people(text):
    assert refused({**PRODUCTION, "ENCRYPTION_KEYS": text}) == "ENCRYPTION_KEYS"


def test_the_embedded_mode_makes_a_key_of_its_own_that_production_refuses(tmp_path):
    first, again = (
        Settings.from_env({"VAR_DIR": str(tmp_path)}).encryption_keys for _ in range(2)
    )
    kept = tmp_path / "encryption-keys"

    assert first == again
    assert kept.stat().st_mode & 0o777 == 0o600
    in_production = {**PRODUCTION, "ENCRYPTION_KEYS": kept.read_text()}
    assert refused(in_production) == "ENCRYPTION_KEYS"


def test_keys_are_neither_shown_nor_told_in_a_refusal():
    settings = Settings.from_env({**PRODUCTION, "ENCRYPTION_KEYS": TWO})
    secret = b64encode(NEW).decode()

    with pytest.raises(Exception, match="ENCRYPTION_KEYS") as problem:
        Settings.from_env({**PRODUCTION, "ENCRYPTION_KEYS": f"{TWO},2024:{secret}x"})

    assert str(NEW) not in repr(settings)
    assert secret not in str(problem.value)
