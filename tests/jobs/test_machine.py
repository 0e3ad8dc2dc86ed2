"""Whatever happens to jobs in whatever order, they follow the table of docs/jobs.md."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from service.store.engine import open_engine
from tests.jobs.machine import JobMachine

EXAMPLES = {"sqlite": 30, "postgresql": 12}


def test_jobs_never_leave_the_table(database):
    """Mutants: the fence left out of an outcome; a doubt forgotten at a crash; a
    recalled job made ready again; a crash counted twice."""
    engine = open_engine(database)

    class OnThisDatabase(JobMachine):
        pass

    OnThisDatabase.engine = engine
    # A failure is told as it was found: to shrink one against a real database takes
    # longer than a test may.
    a_few_seconds = settings(
        phases=(Phase.explicit, Phase.generate),
        max_examples=EXAMPLES[engine.dialect.name],
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(OnThisDatabase, settings=a_few_seconds)
    engine.dispose()
