"""Makes the world, runs all tests in it on all cores, and takes it down again.

    run.py [--keep FOLDER] [NAME ...]    only tests whose id has a NAME in it
    run.py --pictures FOLDER             no tests; takes the README's pictures
"""
import argparse
import functools
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent


def cases(suite):
    for one in suite:
        if isinstance(one, unittest.TestSuite):
            yield from cases(one)
        else:
            yield one


def run(folder, act):
    """Makes the world, has `act` do its work in it, and takes it down again; what `act` gives."""
    from support import world
    told, servers = world.make(folder)
    try:
        path = pathlib.Path(folder) / "world.json"
        path.write_text(json.dumps(told))
        os.environ["BROWSER_TESTS_WORLD"] = str(path)
        return act()
    finally:
        for server in servers:
            server.stop()


def test(names):
    """Whether a test failed."""
    began = time.monotonic()
    ids = [
        case.id().removeprefix("unittest.loader._FailedTest.")
        for case in cases(unittest.defaultTestLoader.discover(str(HERE)))]
    ids = sorted(one for one in ids if not names or any(name in one for name in names))
    if not ids:
        sys.exit("browser: no such test")
    # The long ones are neighbours in the alphabet, so each process takes every other.
    count = min(os.cpu_count() or 1, 4, len(ids))
    processes = [
        subprocess.Popen([sys.executable, "-m", "unittest", *ids[part::count]], cwd=HERE)
        for part in range(count)]
    failed = [process.wait() for process in processes]
    print(f"browser: {len(ids)} tests in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return any(failed)


def take_pictures(folder):
    import pictures
    pictures.take(folder)
    return False


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=pathlib.Path, metavar="FOLDER")
    parser.add_argument("--pictures", type=pathlib.Path, metavar="FOLDER")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    if options.pictures:
        act = functools.partial(take_pictures, options.pictures.resolve())
    else:
        act = functools.partial(test, options.names)
    if options.keep:
        options.keep.mkdir(parents=True)
        sys.exit(run(options.keep.resolve(), act))
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(run(folder, act))


if __name__ == "__main__":
    main()
