"""Gather the messages of the templates into `portal.pot`, bring each language's catalogue up to date, and list what it lacks."""

import argparse
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

OVERRIDES = Path(__file__).resolve().parents[1] / "overrides"
# As in the environment that draws the templates (`macros/views/components.py`).
OPTIONS = {"**.html": {"trimmed": "true", "newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/messages",
        description="Write overrides/locales/portal.pot from the templates, bring each LANGUAGE/portal.po up to date, and list its gaps.",
    )
    parser.add_argument("--new", metavar="LANGUAGE", help="begin the catalogue of a language, named as in theme.language")
    parser.add_argument("--check", action="store_true", help="write and list nothing; exit code 1 when portal.pot is out of date")
    return parser.parse_args(arguments)


def gather(overrides: Path) -> Catalog:
    """Return every message of the templates, with the files that say it."""
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(overrides, [("**.html", "jinja2")], OPTIONS, comment_tags=["Translators:"], strip_comment_tags=True)
    for file, line, message, comments, context in sorted(found, key=lambda each: (each[0], each[1])):
        catalogue.add(message, locations=[(file, line)], auto_comments=comments, context=context)
    return catalogue


def write(catalogue: Catalog, **options: bool) -> bytes:
    """Return a catalogue as a file. Line numbers are left out: they change with every edit of a template."""
    file = BytesIO()
    write_po(file, catalogue, width=120, include_lineno=False, ignore_obsolete=True, **options)
    return file.getvalue()


def find_gaps(catalogue: Catalog) -> Iterator[Message]:
    """Yield the messages that a language lacks, or whose English has changed."""
    for message in catalogue:
        said = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and (message.fuzzy or not all(said)):
            yield message


def main(arguments: list[str], overrides: Path = OVERRIDES) -> int:
    options = read_arguments(arguments)
    template = gather(overrides)
    locales = overrides / "locales"
    template_path, broken = locales / "portal.pot", []
    files = {template_path: write(template, omit_header=True)}
    print(f"English: {len(template)} messages")
    begun = {folder.name for folder in locales.iterdir() if folder.is_dir()}
    for language in sorted(begun | ({options.new} if options.new else set())):
        path = locales / language / "portal.po"
        locale = language.replace("-", "_")
        catalogue = read_po(BytesIO(path.read_bytes()), locale) if path.is_file() else Catalog(locale, charset="utf-8")
        catalogue.update(template, update_creation_date=False)
        files[path] = write(catalogue)
        gaps = list(find_gaps(catalogue))
        print(f"{language}: {len(gaps)} missing")
        for message in gaps if not options.check else ():
            print(f"  {message.id if isinstance(message.id, str) else message.id[0]}")
        broken += [(path, message, str(error)) for message, errors in catalogue.check() if message.string for error in errors]
    for path, message, error in broken:
        print(f"{path.relative_to(overrides.parent)}: {error}: {message.string}", file=sys.stderr)
    outdated = [path for path, content in files.items() if not path.is_file() or path.read_bytes() != content]
    if options.check:
        if template_path in outdated:
            print(f"{template_path.relative_to(overrides.parent)} is out of date: run scripts/messages.", file=sys.stderr)
        return 1 if broken or template_path in outdated else 0
    for path in outdated:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(files[path])
        print(f"Wrote {path.relative_to(overrides.parent)}.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
