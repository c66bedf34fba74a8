"""How many bytes an employer's phone takes in for a verdict: all that the server sends."""
import socket
import sys
import unittest
from urllib.parse import urlsplit

from support.subjects import LANGUAGES, VERDICTS, named

LIMIT = 14 * 1024


def answer(url, encodings="gzip, deflate, br, zstd"):
    """Header and body of an answer as they came over the wire."""
    parts = urlsplit(url)
    with socket.create_connection(("127.0.0.1", parts.port), timeout=30) as connection:
        connection.sendall((
            f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
            f"Accept: text/html\r\nAccept-Encoding: {encodings}\r\nConnection: close\r\n\r\n"
        ).encode())
        data = b""
        while part := connection.recv(65536):
            data += part
    header, body = data.split(b"\r\n\r\n", 1)
    return header + b"\r\n\r\n", body


class WireSize(unittest.TestCase):
    def test_each_verdict_is_small_in_each_language(self):
        lines = []
        for language in LANGUAGES:
            sizes = []
            for subject in VERDICTS + [named("record-lost")]:
                with self.subTest(subject.name, language=language):
                    header, body = answer(subject.url(language))
                    self.assertIn(b"content-encoding: gzip", header.lower())
                    self.assertLess(len(header) + len(body), LIMIT)
                    sizes.append((len(body), len(header), subject.name))
            body, header, name = max(sizes)
            lines.append(
                f"  {language}: {body} bytes, {body + header} with headers ({name})")
        print("largest verdict page as sent:", *lines, sep="\n", file=sys.stderr)

    def test_a_client_that_cannot_unpack_gets_it_plain(self):
        header, body = answer(named("valid").url("en"), encodings="identity")
        self.assertNotIn(b"content-encoding", header.lower())
        self.assertIn(b"<!doctype html>", body)
