"""Hand a mail over, and write down the intent before the one moment of doubt."""

from service.channels.message import Letter, Message
from service.core.actor import SYSTEM
from service.core.errors import Fenced
from service.core.failpoints import failpoint
from service.core.jobs import Job
from service.store import attempts, jobs
from service.store.attempts import Phase
from service.tools import Tools


def post(tools: Tools, job: Job, message: Message) -> None:
    """Hand the job's message to the relay, and finish the job with what it said.

    A worker that was fenced out meanwhile still writes down what the relay said.
    """
    channel = tools.channels["mail"]
    letter = channel.write(message)
    failpoint("mail.before_intent")
    reply = channel.deliver(letter, on_intent=lambda: _intend(tools, job, letter))
    failpoint("mail.after_accepted")
    try:
        with tools.begin(SYSTEM) as work:
            attempts.conclude(work, job, Phase.ACCEPTED, reply=reply)
            jobs.finish(work, job)
    except Fenced:
        with tools.begin(SYSTEM) as work:
            attempts.conclude(work, job, Phase.ACCEPTED, reply=reply)
        raise
    failpoint("mail.after_commit")


def _intend(tools: Tools, job: Job, letter: Letter) -> None:
    """Commit the intent, if the job is still ours and nobody has recalled it."""
    with tools.begin(SYSTEM) as work:
        jobs.renew(work, job, lease=tools.settings.lease_seconds)
        attempts.intend(work, job, message_id=letter.message_id, raw=letter.raw)
    failpoint("mail.after_intent")
