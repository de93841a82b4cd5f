"""Measure the portal beside the bare theme and print tables."""

import argparse
import importlib
import sys

TOPICS = {
    "build": "processor time of a full build and of a preview, beside the same pages on the bare theme",
    "search": "bytes and time to the first answer and for each key, beside the theme's own search and Pagefind",
    "weight": "requests and compressed bytes of a first visit, beside the same pages on the bare theme",
    "lighthouse": "Lighthouse's scores for phones, beside the same pages on the bare theme",
}


def main() -> int:
    epilog = "topics:\n" + "\n".join(f"  {name:11} {text}" for name, text in TOPICS.items())
    parser = argparse.ArgumentParser(
        prog="scripts/bench", description=__doc__, epilog=epilog, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("topics", nargs="+", choices=TOPICS, metavar="TOPIC", help=", ".join(TOPICS))
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="how often each thing is measured (default: 3); the median counts")
    sizes = "pages of generated sites for build and search (default: 1000 3000)"
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 3000], metavar="N", help=sizes)
    options = parser.parse_args()
    for topic in options.topics:
        importlib.import_module(f"scripts.benchmarks.{topic}").measure(max(1, options.runs), options.sizes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
