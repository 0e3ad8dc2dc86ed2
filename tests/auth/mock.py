"""A real provider that others wrote (oidc-provider-mock), in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from requests import Session
from requests.adapters import HTTPAdapter
from urllib3 import Retry

from bench.stack import free_port

PATIENT = Retry(300, backoff_factor=0.05, backoff_max=0.1)


@contextmanager
def serving_mock(*people: dict[str, Any]) -> Iterator[str]:
    """Run the provider with these people (their claims); yield its issuer."""
    port = free_port()
    known = (("--user-claims", json.dumps(person)) for person in people)
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock"]
    wishes = ["--port", str(port), "--require-nonce", "true"]
    process = subprocess.Popen(
        [*command, *wishes, *(word for pair in known for word in pair)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    issuer = f"http://127.0.0.1:{port}"
    try:
        _wait_for(issuer)
        yield issuer
    finally:
        process.terminate()
        process.wait(timeout=10)


def approve(address: str, subject: str) -> str:
    """Sign in at the provider's page; return where it sends the browser back to."""
    with Session() as browser:
        page = browser.post(address, data={"sub": subject}, allow_redirects=False)
        return page.headers["Location"]


def deny(address: str) -> str:
    with Session() as browser:
        page = browser.post(address, data={"action": "deny"}, allow_redirects=False)
        return page.headers["Location"]


def _wait_for(issuer: str) -> None:
    with Session() as session:
        session.mount("http://", HTTPAdapter(max_retries=PATIENT))
        session.get(f"{issuer}/jwks").raise_for_status()
