"""What all tests share: the installation, its servers, and the files to hand in."""
import contextlib
import json
import os
import pathlib
import sqlite3
import urllib.request

from Trials.support.programs import ROOT
from Trials.support.server import Server, free_port

from support import letters, stranger
from support.installation import Installation

ELSEWHERE = "did:web:badges.elsewhere.example"
# A picture that carries no credential.
PHOTO = ROOT / "docs/images/start.png"


def spread(installation):
    """A copy whose certificates were issued in several months, so that reports draw their trends."""
    home = installation.copy("months")
    with contextlib.closing(sqlite3.connect(home / "store" / "certauthority.sqlite")) as store:
        triggers = store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            store.execute(f'DROP TRIGGER "{name}"')
        store.execute("UPDATE certificate SET issued = issued - (sequence % 3) * 31 * 86400")
        store.commit()
    return home


def make(folder):
    """Makes it all; gives what tests are told of it, and the servers to stop in the end."""
    folder = pathlib.Path(folder)
    port = free_port()
    base_url = f"http://localhost:{port}"
    installation = Installation(folder / "home", base_url)
    numbers = installation.fill()
    link = installation.certctl("links", "create", numbers["valid"], "--json").json()["link"]
    installation.certctl(
        "sponsors", "create", "digital-fund", "--sponsor", "Digital Skills Fund",
        "--currency", "USD")
    installation.certctl("sponsors", "fund", "digital-fund", "--amount", "USD 5000.00")
    reports = {}
    for report in ("fees", "impact"):
        reports[report] = str(folder / f"{report}.html")
        installation.certctl("report", report, "--format", "html", "--output", reports[report])
    reports["months"] = str(folder / "months.html")
    installation.certctl(
        "report", "impact", "--home", spread(installation), "--format", "html", "--output",
        reports["months"])
    mailed = letters.write(installation)
    servers = [Server(installation.home, folder / "server.log", port=port)]
    files = documents(folder, installation, numbers, link)
    # One that turns clients away who ask often: after a hundred requests, but for one a second.
    servers.append(Server(
        installation.home, folder / "limited.log", "rate.exempt=", "rate.burst=100",
        "rate.per-second=1"))
    # One that loses its record.
    copy = installation.copy("lost")
    servers.append(Server(copy, folder / "lost.log"))
    (copy / "store").rename(copy / "gone")
    told = {
        "base_url": base_url, "limited_url": f"http://localhost:{servers[1].port}",
        "lost_url": f"http://localhost:{servers[2].port}", "numbers": numbers, "files": files,
        "learner": link.removeprefix(base_url), "reports": reports,
        "folder": str(folder), "letters": mailed,
    }
    return told, servers


def documents(folder, installation, numbers, learner):
    """Paths of files by what they are; `learner` is the address of the learner's page."""
    credential = installation.certctl("export", numbers["valid"]).output
    several = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [json.loads(credential), json.loads(stranger.credential())],
    }
    contents = {
        "ours.json": credential,
        "ours.jwt": installation.certctl(
            "export", numbers["token"], "--format", "jwt").output,
        "forged.json": credential.replace("Müller".encode(), "Miller".encode()),
        "stranger.json": stranger.credential().encode(),
        "early.json": stranger.credential(valid_from="2099-02-01T09:00:00Z").encode(),
        "elsewhere.json": stranger.credential(issuer=ELSEWHERE).encode(),
        "several.json": json.dumps(several, ensure_ascii=False).encode(),
        "photo.png": PHOTO.read_bytes(),
        "cut.png": PHOTO.read_bytes()[:200],
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    installation.certctl(
        "export", numbers["valid"], "--format", "pdf", "-o", folder / "ours.pdf")
    # Badges that carry their credential are on the learner's page.
    for name, badge in (("ours.png", "badge.png"), ("ours.svg", "badge.svg")):
        with urllib.request.urlopen(f"{learner}/{badge}") as answer:
            (folder / name).write_bytes(answer.read())
    return {name: str(folder / name) for name in [*contents, "ours.png", "ours.svg", "ours.pdf"]}


def load():
    """What the run before the tests wrote down."""
    return json.loads(pathlib.Path(os.environ["BROWSER_TESTS_WORLD"]).read_text())
