"""How a stranger talks to a server: raw bytes from an address of its own, and hostile files."""
import multiprocessing
import socket
import struct
import time
import zlib


def connect(port, source="127.0.0.2", timeout=15):
    return socket.create_connection(("127.0.0.1", port), timeout, (source, 0))


def answer(connection):
    """The status that comes; 0 where the connection ends without one, -1 where nothing comes."""
    try:
        with connection:
            data = connection.recv(65536)
        return int(data.split(b" ")[1]) if data.startswith(b"HTTP/1.1 ") else 0
    except TimeoutError:
        return -1
    except (ConnectionError, IndexError, ValueError):
        return 0


def send(port, data, source="127.0.0.2"):
    connection = connect(port, source)
    send_more([connection], data)
    return answer(connection)


def send_more(connections, data):
    """Sends the same on many connections, of which some may have ended."""
    for connection in connections:
        try:
            connection.sendall(data)
        except ConnectionError:
            pass


def get(path):
    """The bytes of a request after which the connection ends."""
    return f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()


def post(path, kind, body):
    head = (
        f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n")
    return head.encode() + body


def counts(statuses):
    kinds = sorted(set(statuses))
    return ", ".join(f"{statuses.count(kind)} × {kind or 'closed'}" for kind in kinds)


def is_ended(connection):
    try:
        connection.recv(1, socket.MSG_DONTWAIT | socket.MSG_PEEK)
        return True
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def png(width, height, *chunks):
    """A PNG that says it is so large, with chunks before its pixels."""
    def chunk(kind, data):
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    body = b"".join(chunk(kind, data) for kind, data in chunks)
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + pixels + chunk(b"IEND", b"")


def documents():
    """Files made to be expensive: name, file name, media type, bytes."""
    bomb = zlib.compress(b"A" * (256 << 20), 9)
    text = b"openbadgecredential\0\1\0\0\0" + bomb
    entities = b"".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
    return [
        ("JSON 100,000 levels deep", "a.json", "application/json", b"[" * 100_000),
        ("JSON with 150,000 names", "a.json", "application/json",
         ("{" + ",".join(f'"{n}":{n}' for n in range(150_000)) + "}").encode()),
        ("PNG of 2,147,483,647 pixels a side", "a.png", "image/png", png(2**31 - 1, 2**31 - 1)),
        ("PNG with 256 MB in a text chunk", "a.png", "image/png", png(1, 1, (b"iTXt", text))),
        ("SVG with nested entities", "a.svg", "image/svg+xml",
         b'<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa">' + entities
         + b"]><svg xmlns='http://www.w3.org/2000/svg'>&j;</svg>"),
    ]


class OtherClient:
    """Asks for a certificate five times a second, each time by a new connection, from an address
    of its own, in a process of its own, so that an attack that is busy here slows nothing there."""

    def __init__(self, port, number):
        self.stopping, self.results = multiprocessing.Event(), multiprocessing.Queue()
        self.process = multiprocessing.Process(
            target=watch, args=(port, number, self.stopping, self.results))
        self.process.start()

    def stop(self):
        """The seconds that each answer took, and what was wrong with those that were."""
        self.stopping.set()
        times, wrong = self.results.get(timeout=60)
        self.process.join(10)
        return times, wrong


def watch(port, number, stopping, results):
    times, wrong = [], []
    head = (
        f"GET /v/{number} HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\n"
        "Connection: close\r\n\r\n").encode()
    while not stopping.is_set():
        started = time.monotonic()
        try:
            with connect(port, "127.0.0.9", 30) as connection:
                connection.sendall(head)
                data = b""
                while b'"verdict":"valid"' not in data:
                    part = connection.recv(65536)
                    if not part:
                        wrong.append(data[:60].decode(errors="replace"))
                        break
                    data += part
        except OSError as error:
            wrong.append(str(error))
        times.append(time.monotonic() - started)
        stopping.wait(0.2)
    results.put((times, wrong))
