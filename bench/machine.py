"""Which machine the figures are from; figures without it say nothing."""

import os
import platform
from pathlib import Path

CPUINFO = Path("/proc/cpuinfo")


def describe() -> dict[str, object]:
    """Return what matters; `load` is how busy the machine was before we began."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": [round(load, 2) for load in os.getloadavg()],
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def _processor() -> str:
    lines = CPUINFO.read_text().splitlines() if CPUINFO.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if "model name" in line)
    return next(names, platform.processor())
