"""Checks a built site: every link and picture leads to a file of it, every fragment to an element, and
nothing is fetched from other hosts.

    check_site.py FOLDER
"""
import html.parser
import pathlib
import sys
import urllib.parse

# What a browser fetches by itself.
FETCHED = {("img", "src"), ("script", "src"), ("link", "href"), ("source", "src"), ("iframe", "src")}


class Page(html.parser.HTMLParser):
    """The links and names of a page."""

    def __init__(self, path):
        super().__init__()
        self.names, self.links = set(), []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("id", "name") and value:
                self.names.add(value)
            elif name in ("href", "src") and value:
                self.links.append((tag, name, value))


def faults(folder):
    pages = {path: Page(path) for path in sorted(folder.rglob("*.html"))}
    if len(pages) < 10:
        yield f"there are {len(pages)} pages"
    for path, page in pages.items():
        where = path.relative_to(folder)
        for tag, name, value in page.links:
            link = urllib.parse.urlsplit(value)
            if link.scheme or link.netloc:
                if (tag, name) in FETCHED and link.scheme != "data":
                    yield f"{where}: fetches {value}"
                continue
            target = path
            if link.path:
                part = urllib.parse.unquote(link.path)
                base = folder if part.startswith("/") else path.parent
                target = (base / part.lstrip("/")).resolve()
                if target.is_dir():
                    target /= "index.html"
            if not target.is_file():
                yield f"{where}: {value} leads nowhere"
            elif link.fragment and target in pages:
                fragment = urllib.parse.unquote(link.fragment)
                if fragment not in pages[target].names:
                    yield f"{where}: {value} names no part of that page"


def main(folder):
    found = list(faults(folder.resolve()))
    for fault in found:
        print(f"docs: {fault}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
