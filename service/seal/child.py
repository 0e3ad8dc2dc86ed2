"""The process that looks at one file and ends: `python -m service.seal.child`.

Standard input: a line of JSON (what to believe, and the time), then the file. Standard
output: the report. What hangs or swells is stopped by the limits that it sets itself.
"""

import json
import resource
import sys
from datetime import datetime

MEBI = 2**20
LIMITS = {
    resource.RLIMIT_AS: 1024 * MEBI,
    resource.RLIMIT_CPU: 20,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_NOFILE: 64,
    resource.RLIMIT_CORE: 0,
}


def main() -> None:
    for limit, most in LIMITS.items():
        resource.setrlimit(limit, (most, most))
    # pyHanko starts within the limits, too.
    from service.seal.inspecting import Believed, inspect  # noqa: PLC0415

    told = json.loads(sys.stdin.buffer.readline())
    believed = Believed(tuple(map(bytes.fromhex, told["roots"])))
    now = datetime.fromisoformat(told["now"])
    report = inspect(sys.stdin.buffer.read(), believed, now=now)
    sys.stdout.write(report.as_json())


if __name__ == "__main__":
    main()
