"""Find the Nu HTML checker, and fetch it from the npm registry where Java and npm are."""

import base64
import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "vnu-jar@26.9.27"
# What the registry says of this version, as `npm view` prints it.
HASH = "sha512-TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
JAR = "package/build/dist/vnu.jar"


class NoChecker(Exception):
    """The checker is not here and cannot be fetched; the message is one sentence that says why."""


def provide_checker() -> list[str]:
    """Return the command that starts the checker. Raises NoChecker."""
    java = shutil.which("java")
    if not java:
        raise NoChecker("There is no Java, which the Nu HTML checker needs.")
    jar = ROOT / ".cache" / f"{PACKAGE}.jar"
    if not jar.is_file():
        fetch_jar(jar)
    # The quick compiler: the checker has ended before the thorough one pays. Its schemas need a deeper stack.
    return [java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m", "-jar", str(jar)]


def fetch_jar(jar: Path) -> None:
    """Put the checker at `jar` when the registry gives exactly the package that is pinned here."""
    npm = shutil.which("npm")
    if not npm:
        raise NoChecker("There is no npm, which fetches the Nu HTML checker.")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--silent", PACKAGE]
        subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=180, check=False)
        packed = next(Path(folder).glob("*.tgz"), None)
        if packed is None:
            raise NoChecker(f"The npm registry did not give {PACKAGE}.")
        if f"sha512-{base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()}" != HASH:
            raise NoChecker(f"What the npm registry gave for {PACKAGE} is not what is pinned.")
        with tarfile.open(packed) as archive:
            content = archive.extractfile(JAR)
            assert content is not None
            jar.parent.mkdir(exist_ok=True)
            unfinished = jar.with_name(f"{jar.name}.{os.getpid()}")
            unfinished.write_bytes(content.read())
            unfinished.replace(jar)
