"""The door to the project: run, test, bench, format, translate, package, screenshots and more.

Standard library only. The first call makes `.venv` and installs the pinned requirements; later
calls find a stamp and go straight on.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "requirements.stamp"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
SUPPORTED = ((3, 11), (3, 13))
TREE = ("main.py", "dev.py", "app", "engines", "ui", "widgets", "tests")
# Debian's names for what Qt's platform plugins load.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
PLATFORMS = {
    "Windows": ["win_amd64"],
    "macOS arm64": [f"macosx_{major}_0_arm64" for major in (14, 13, 12, 11)],
    "Linux": [
        "manylinux_2_34_x86_64",
        "manylinux_2_28_x86_64",
        "manylinux_2_17_x86_64",
        "manylinux2014_x86_64",
    ],
}


def say(text: str) -> None:
    """Tell the person what is being done."""
    print(text, flush=True)


def check_python() -> None:
    """Refuse a Python the requirements are not made for."""
    low, high = SUPPORTED
    if not low <= sys.version_info[:2] <= high:
        sys.exit(
            f"Counterfoil needs Python {low[0]}.{low[1]} to {high[0]}.{high[1]}; "
            f"this is {platform.python_version()}. Start dev.py with another one."
        )


def wanted_stamp() -> str:
    """What the environment must have been made from."""
    digest = hashlib.sha256(f"{platform.python_version()}\n{ROOT}\n".encode())
    for name in ("requirements.txt", "requirements-demo.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def ensure_environment() -> None:
    """Make `.venv` and install what is pinned, unless that was done already."""
    check_python()
    stamp = wanted_stamp()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == stamp:
        return
    say("Making .venv (once) …")
    venv.create(VENV, with_pip=True, clear=VENV.exists())
    say("Installing requirements.txt …")
    install = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "-q"]
    subprocess.run([*install, "-r", str(ROOT / "requirements.txt")], check=True)
    # Its own requirements ask for pyarrow, which DuckDB makes needless.
    subprocess.run([*install, "--no-deps", "-r", str(ROOT / "requirements-demo.txt")], check=True)
    STAMP.write_text(stamp)


def missing_libraries(*, screen: bool) -> list[str]:
    """Debian packages of Qt's system libraries that this machine lacks."""
    if not sys.platform.startswith("linux"):
        return []
    import ctypes

    lacking = []
    for library, package in (QT_LIBRARIES | (X11_LIBRARIES if screen else {})).items():
        try:
            ctypes.CDLL(library)
        except OSError:
            lacking.append(package)
    return lacking


def check_libraries(*, screen: bool) -> None:
    """Name what to install instead of letting Qt abort."""
    lacking = missing_libraries(screen=screen)
    if lacking:
        sys.exit(
            "Qt needs system libraries that are not here. On Debian and Ubuntu:\n"
            f"  sudo apt-get install {' '.join(lacking)}"
        )


def environment(**extra: str) -> dict[str, str]:
    """The environment of child processes."""
    return os.environ | {"PYTHONUTF8": "1"} | extra


def run(arguments: argparse.Namespace) -> int:  # noqa: RET503 - execve does not return
    """Open the window, or run the command behind --."""
    ensure_environment()
    rest = [one for one in arguments.rest if one != "--"]
    sys.path.insert(0, str(ROOT))
    from main import has_command

    if not has_command(rest):
        check_libraries(screen="QT_QPA_PLATFORM" not in os.environ)
    command = [str(PYTHON), str(ROOT / "main.py"), *rest]
    if WINDOWS:
        return subprocess.run(command, env=environment()).returncode
    os.execve(command[0], command, environment())  # noqa: S606 - becomes the program itself


@dataclass(frozen=True)
class Step:
    """One check of `test`: its name and its command."""

    name: str
    command: Sequence[str]


def tool(name: str, *arguments: str) -> list[str]:
    """A tool of the environment."""
    return [str(PYTHON), "-m", name, *arguments]


def test(arguments: argparse.Namespace) -> int:
    """Linters, types, layers and all tests; one summary."""
    ensure_environment()
    check_libraries(screen=False)
    marks = "not benchmark" if arguments.deep else "not deep and not benchmark"
    pytest = tool("pytest", "-q", "-n", "2", "-m", marks)
    if arguments.k:
        pytest += ["-k", arguments.k]
    steps = [
        Step("ruff", tool("ruff", "check", ".")),
        Step("format", tool("ruff", "format", "--check", "-q", ".")),
        Step("layers", [str(PYTHON.with_name("lint-imports" + (".exe" if WINDOWS else "")))]),
        Step("types", tool("mypy")),
        Step("tests", pytest),
    ]
    profile = "deep" if arguments.deep else "fast"
    variables = environment(
        QT_QPA_PLATFORM="offscreen", COUNTERFOIL_KEYCHAIN="off", HYPOTHESIS_PROFILE=profile
    )
    results = []
    for step in steps:
        say(f"── {step.name}")
        began = time.monotonic()
        code = subprocess.run(step.command, cwd=ROOT, env=variables).returncode
        results.append((step.name, code, time.monotonic() - began))
    say("\n── summary")
    for name, code, seconds in results:
        say(f"  {'ok    ' if code == 0 else 'FAILED'}  {name:<8} {seconds:6.1f} s")
    failed = sum(1 for _, code, _ in results if code)
    say(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


def bench(arguments: argparse.Namespace) -> int:
    """Every figure against its floor, in one run."""
    ensure_environment()
    command = [str(PYTHON), "-m", "tests.benchmarks", *arguments.rest]
    variables = environment(QT_QPA_PLATFORM="offscreen", COUNTERFOIL_KEYCHAIN="off")
    return subprocess.run(command, cwd=ROOT, env=variables).returncode


def format_code(_arguments: argparse.Namespace) -> int:
    """Sort imports and format."""
    ensure_environment()
    subprocess.run(tool("ruff", "check", "--fix", "-q", "."), cwd=ROOT)
    return subprocess.run(tool("ruff", "format", "."), cwd=ROOT).returncode


def translate(_arguments: argparse.Namespace) -> int:
    """Collect the window's texts for the translators, and compile what they wrote."""
    ensure_environment()
    texts = str(ROOT / "resources" / "translations" / "zh_CN.ts")
    bin_folder = PYTHON.parent
    suffix = ".exe" if WINDOWS else ""
    collect = [str(bin_folder / f"pyside6-lupdate{suffix}"), "-no-obsolete", "-locations", "none"]
    collect += ["-extensions", "py", "-recursive", "app", "ui", "widgets", "-ts", texts]
    collected = subprocess.run(collect, cwd=ROOT)
    if collected.returncode:
        return collected.returncode
    release = [str(bin_folder / f"pyside6-lrelease{suffix}"), texts]
    return subprocess.run(release, cwd=ROOT).returncode


def package(_arguments: argparse.Namespace) -> int:
    """Build the program with PyInstaller, then let it test itself."""
    ensure_environment()
    rows = subprocess.run(tool("installer.demo_rows"), cwd=ROOT)
    if rows.returncode:
        return rows.returncode
    spec = str(ROOT / "installer" / "counterfoil.spec")
    built = subprocess.run(tool("PyInstaller", "--noconfirm", "--clean", spec), cwd=ROOT)
    if built.returncode:
        return built.returncode
    program = ROOT / "dist" / "counterfoil" / ("counterfoil.exe" if WINDOWS else "counterfoil")
    size = sum(one.stat().st_size for one in program.parent.rglob("*") if one.is_file())
    say(f"Built {program.relative_to(ROOT)}: {size / 1e6:.0f} MB. Testing it …")
    variables = environment(QT_QPA_PLATFORM="offscreen", COUNTERFOIL_KEYCHAIN="off")
    return subprocess.run([str(program), "--self-test"], env=variables).returncode


def screenshots(arguments: argparse.Namespace) -> int:
    """One picture of each tab and dialog, in both themes and languages."""
    ensure_environment()
    check_libraries(screen=False)
    folder = arguments.rest[0] if arguments.rest else "screenshots"
    variables = environment(QT_QPA_PLATFORM="offscreen", COUNTERFOIL_KEYCHAIN="off")
    command = [str(PYTHON), "-m", "tests.gui.screenshots", folder]
    return subprocess.run(command, cwd=ROOT, env=variables).returncode


def check_platforms(_arguments: argparse.Namespace) -> int:
    """Whether every requirement has a wheel on each platform; names those that have none."""
    ensure_environment()
    wanted = [
        line.split(";")[0].strip()
        for line in (ROOT / "requirements.txt").read_text().splitlines()
        if line.strip() and not line.startswith("#") and "sys_platform" not in line
    ]
    status = 0
    for name, tags in PLATFORMS.items():
        for minor in range(SUPPORTED[0][1], SUPPORTED[1][1] + 1):
            flags = [part for tag in tags for part in ("--platform", tag)]
            command = tool("pip", "install", "--dry-run", "--ignore-installed", "--no-deps", "-q")
            command += ["--only-binary", ":all:", "--target", str(VENV / "none"), *flags]
            command += ["--python-version", f"3.{minor}"]
            whole = subprocess.run([*command, *wanted], capture_output=True, text=True)
            lacking = []
            if whole.returncode:
                for one in wanted:
                    if subprocess.run([*command, one], capture_output=True).returncode:
                        lacking.append(one)
            status |= bool(lacking)
            answer = "no wheel: " + ", ".join(lacking) if lacking else f"{len(wanted)} wheels"
            say(f"{name:<12} 3.{minor}  {answer}")
    return status


def main() -> int:
    """Read the arguments and go."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    table: dict[str, Callable[[argparse.Namespace], int]] = {
        "run": run,
        "test": test,
        "bench": bench,
        "format": format_code,
        "translate": translate,
        "package": package,
        "screenshots": screenshots,
        "check-platforms": check_platforms,
    }
    for name, command in table.items():
        one = commands.add_parser(name, help=(command.__doc__ or "").strip())
        one.set_defaults(act=command)
        if name in ("run", "bench", "screenshots"):
            one.add_argument("rest", nargs=argparse.REMAINDER)
        if name == "test":
            one.add_argument("--deep", action="store_true", help="with the long campaigns")
            one.add_argument("-k", help="only tests of that name")
    arguments = parser.parse_args()
    act: Callable[[argparse.Namespace], int] = arguments.act
    return act(arguments)


if __name__ == "__main__":
    sys.exit(main())
