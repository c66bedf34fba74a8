"""What trials, browser tests and benchmarks share: programs, an installation, a server."""
