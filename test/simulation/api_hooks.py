"""What schemathesis cannot know of the API of Vigie: each request is of somebody else, and each act has a key of its own."""

import ipaddress
import re
import secrets
import uuid

import requests

VALID_KEY = re.compile(r'"[\x20\x21\x23-\x5b\x5d-\x7e]{1,255}"|[\x21\x23-\x5b\x5d-\x7e]{1,255}')
send = requests.Session.send


def send_as_another(self, request, **kwargs):
    # Requests without a good token are limited by address: all at once from one would be answered 429 alone.
    request.headers["X-Forwarded-For"] = str(ipaddress.IPv4Address(secrets.randbits(32)))
    key = request.headers.get("idempotency-key")
    written = key.decode("latin-1") if isinstance(key, bytes) else key
    # The same invented key for two acts would be refused, or be given the answer to the first, and nothing be tried.
    if written is not None and VALID_KEY.fullmatch(written):
        request.headers["idempotency-key"] = str(uuid.uuid4())
    return send(self, request, **kwargs)


requests.Session.send = send_as_another
