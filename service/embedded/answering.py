"""Does the web server answer yet?"""

from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from service.settings import Settings

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}


def answers(settings: Settings) -> bool:
    host = EVERYWHERE.get(settings.host, settings.host)
    connection = HTTPConnection(host, settings.port, timeout=2)
    try:
        known_as = urlsplit(settings.base_url).netloc
        connection.request("GET", "/healthz", headers={"Host": known_as})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
