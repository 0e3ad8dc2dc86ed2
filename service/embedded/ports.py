"""Is the door free? Better asked before than explained by a stack trace after."""

import socket

from service.core.errors import Refused
from service.core.sentence import Sentence


def refuse_a_taken_port(host: str, port: int) -> None:
    """Raise `Refused` when another program listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as problem:
            raise Refused(
                Sentence(
                    "Port {port} on {host} cannot be used: {reason}. Stop what uses "
                    "it, or choose another with PORT.",
                    port=str(port),
                    host=host,
                    reason=problem.strerror or str(problem),
                )
            ) from problem
