"""A sealer that looks at files in this very process: a hundred times as fast."""

from service.seal.inspecting import Believed, inspect
from service.seal.sealer import Sealer


class Nearby(Sealer):
    def _looked_at(self, pdf, *, now):
        return inspect(pdf, Believed(self._roots), now=now)
