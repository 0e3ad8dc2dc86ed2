"""Pages for people. `create_app` is the door; every other name stays inside."""

from service.web.app import create_app

__all__ = ["create_app"]
