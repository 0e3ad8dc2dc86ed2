"""How much a seal proves (PAdES baseline levels, ETSI EN 319 142-1)."""

from enum import IntEnum


class Level(IntEnum):
    """Each level has all that the ones before it have.

    B_B: whose it is · B_T: and by when it was there · B_LTA: and all that it takes to
    check it when the certificates are long gone, under a timestamp of the whole file.
    """

    B_B = 0
    B_T = 1
    B_LTA = 2

    def __str__(self) -> str:
        return self.name.replace("_", "-")
