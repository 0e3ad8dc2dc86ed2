"""`handslag run`, whole: it starts, mends itself, refuses a second one, and stops."""

import psutil
import pytest

from tests.ops.processes import (
    answers,
    handslag,
    running_handslag,
    surroundings,
    until,
)

pytestmark = pytest.mark.timeout(300)  # whole programs, on a busy machine


@pytest.fixture(scope="module")
def env(tmp_path_factory):
    return surroundings(tmp_path_factory.mktemp("var"))


@pytest.fixture(scope="module")
def running(env):
    with running_handslag(env) as process:
        yield process


def test_it_answers_and_every_part_is_well(running, env):
    until(lambda: child(running, "celery"))
    doctor = handslag(env, "doctor")

    assert answers(f"http://localhost:{env['PORT']}/readyz")
    assert (doctor.returncode, "wrong" in doctor.stdout) == (0, False)


@pytest.mark.parametrize("changes", [{}, {"VAR_DIR": "elsewhere"}])
def test_a_second_one_is_refused_in_words(running, env, changes, tmp_path):
    second = {**env, **{name: str(tmp_path / path) for name, path in changes.items()}}
    answer = handslag(second, "run")

    assert answer.returncode == 1
    assert answer.stderr.startswith("Error: ")
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("name", ["redis-server", "celery", "gunicorn"])
def test_a_killed_part_comes_back(running, env, name):
    before = until(lambda: child(running, name))
    before.kill()

    until(lambda: (now := child(running, name)) and now.pid != before.pid)
    until(lambda: answers(f"http://localhost:{env['PORT']}/readyz"))


def test_a_stop_leaves_nobody_behind_and_a_restart_goes_on(tmp_path):
    env = surroundings(tmp_path)
    for _ in range(2):
        with running_handslag(env) as process:
            family = psutil.Process(process.pid).children(recursive=True)

        assert process.returncode == 0
        assert [one for one in family if one.is_running()] == []


def child(running, name):
    """Return the program of that name which the supervisor started itself."""
    for process in psutil.Process(running.pid).children():
        try:
            if name in " ".join(process.cmdline()):
                return process
        except psutil.NoSuchProcess:
            continue
    return None
