"""Many commands at once, half a year of builds and kills, and the power failing: nothing is lost or wrong."""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

import pytest

from generator.core.cache import close_caches
from tests.preview.test_serve import serving
from tests.support.command import PROJECT, Ran, start
from tests.support.desks import open_desk
from tests.support.effort import HARDENING, times
from tests.support.folders import tree
from tests.support.pngs import png
from tests.support.repositories import SETTINGS, repository

START = dt.date(2026, 6, 1)
POST = "---\ntitle: {title}\ndate: {date}\ntags: [maps]\n---\n\nSome *words* about {title}. {more}\n"
CONTACTS = "content/private/contacts"
hard_only = pytest.mark.skipif(not HARDENING, reason="takes minutes: make harden")
pytestmark = pytest.mark.timeout(6 * 3600)  # of the long ones, on a busy machine


def process(root: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A command of ours that runs."""
    return subprocess.Popen(
        [sys.executable, "-m", "generator", *arguments, "--root", str(root)],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(PROJECT),
            "XDG_CACHE_HOME": str(root.parent / "c"),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def build(root: Path, day: str, *options: str) -> Ran:
    """A build as a process; a kill of it cannot hurt the tests."""
    environment = {"XDG_CACHE_HOME": str(root.parent / "c")}
    return start("build", "--root", str(root), "--as-of", day, *options, environment=environment)


def same_as_anew(root: Path, day: str) -> None:
    """The next build gives what one without a cache gives in another folder, and nothing is left over."""
    kept = build(root, day)
    site, report = root.parent / "anew", root.parent / "anew-report"
    shutil.rmtree(site, ignore_errors=True)
    anew = build(root, day, "--no-cache", "--site", str(site), "--report", str(report))
    assert (kept.code, kept.err) == (anew.code, anew.err), kept.said + anew.said
    assert kept.code in (0, 1), kept.said
    assert findings(kept) == findings(anew)
    if site.exists():
        assert tree(root / "site") == tree(site)
    made = {path.name for path in root.iterdir() if path.name.startswith(("site", "report"))}
    assert made <= {"site", "report"}


def findings(ran: Ran) -> list[str]:
    return [line for line in ran.out.splitlines() if re.match(r"\S+:\d+", line)]


# --- at once


class Hasty:
    """What people and programs do at the same time in one repository. Each record has a name of its own."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self.root, self.chance = root, chance
        self.said_written: list[str] = []
        self.wrong: list[str] = []
        self.post: Callable[[str], bool] | None = None
        self.shows: Callable[[str], bool] | None = None
        self.last_heard: Callable[[], str] = str
        self._names = iter(range(1_000_000))

    def named(self) -> str:
        """A last name that no other record has."""
        return "Name" + "".join(chr(97 + int(digit)) for digit in str(next(self._names)))

    def new(self) -> None:
        name = self.named()
        fields = {"date": "2026-06-02", "kind": "cold-outreach", "first-name": "Ann", "last-name": name}
        fields |= {"title": "Lead", "employer": "Quill", "summary": f"Asked about {name}."}
        options = [part for key, value in fields.items() for part in (f"--{key}", value)]
        ran = start(
            "new", "contact", "--root", str(self.root), *options, "--no-input", "--as-of", "2026-06-03"
        )
        self.expect(ran.code == 0, ran.said)
        self.said_written.append(name)

    def build(self) -> None:
        ran = build(self.root, "2026-06-03")
        self.expect(ran.code == 0, ran.said)

    def check(self) -> None:
        ran = start("check", "--root", str(self.root), "--as-of", "2026-06-03")
        self.expect(ran.code == 0, ran.said)

    def desk(self) -> None:
        name = self.named()
        assert self.post is not None
        self.expect(self.post(name), "the desk did not save")
        self.said_written.append(name)

    def serve(self) -> None:
        """Write a post, and wait until the preview shows it."""
        name = self.named()
        path = self.root / f"content/blog/2026-06-02-{name.lower()}.md"
        path.write_text(POST.format(title=name, date="2026-06-02", more=""), "utf-8")
        end = time.monotonic() + 120
        assert self.shows is not None
        while not self.shows(name):
            if time.monotonic() > end:
                self.wrong.append(f"the preview never showed {name}: {self.last_heard()}")
                return
            time.sleep(0.05)

    def expect(self, holds: bool, said: str) -> None:
        if not holds or "Traceback" in said:
            self.wrong.append(said)

    def both(self, first: Callable[[], None], second: Callable[[], None]) -> None:
        threads = [threading.Thread(target=each) for each in (first, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert self.wrong == []

    def assert_nothing_lost(self) -> None:
        text = "".join(path.read_text("utf-8") for path in (self.root / CONTACTS).glob("*.yaml"))
        for name in self.said_written:
            assert text.count(f"last_name: {name}\n") == 1, name


def test_commands_at_once_lose_nothing_and_leave_the_site_whole(tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311 - the same pairs each time
    root = tmp_path / "sam"
    with ExitStack() as running:
        if HARDENING:
            served = running.enter_context(serving(root))
            assert served.process.stdout is not None
            heard: list[bytes] = []
            # As a terminal does: who prints into a full pipe waits.
            threading.Thread(target=hear, args=(served.process.stdout, heard), daemon=True).start()
            desk = running.enter_context(open_desk(root))
        hasty = Hasty(repository(root), chance)
        actions = [hasty.new, hasty.build]
        if HARDENING:
            hasty.last_heard = lambda: b"".join(heard)[-2000:].decode("utf-8", "replace")
            hasty.shows = lambda name: served.shows(f"/blog/{name.lower()}/", name)
            hasty.post = lambda name: desk.post("new/contact", answers(name)).status in (200, 302, 303)
            actions += [hasty.check, hasty.desk, hasty.serve]
        for turn in range(times(1, 100)):
            first, second = actions[:2] if turn == 0 else (chance.choice(actions), chance.choice(actions))
            hasty.both(first, second)
            hasty.assert_nothing_lost()
    if HARDENING:
        same_as_anew(root, "2026-06-03")


def hear(output: IO[bytes], heard: list[bytes]) -> None:
    """Read what a process says until it ends."""
    for line in output:
        heard.append(line)  # noqa: PERF402 - each as soon as it is said


def answers(name: str) -> dict[str, str]:
    """What somebody types into the desk's form for a contact."""
    fields = {"date": "2026-06-02", "kind": "cold-outreach", "first_name": "Bo", "last_name": name}
    return {**fields, "title": "Lead", "employer": "Quill", "summary": f"Wrote about {name}."}


# --- over time


def live_a_day(root: Path, day: dt.date, chance: random.Random) -> None:
    """What a graduate does on one day, more or less."""
    year, week, _ = day.isocalendar()
    file = root / CONTACTS / f"{year}-W{week:02d}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    old = file.read_text("utf-8") if file.exists() else ""
    if chance.random() < 0.7:
        name = f"Person{day:%j}"
        old += (
            f"- date: {day}\n  kind: cold-outreach\n  first_name: Wil\n  last_name: {name}\n"
            f"  title: CTO\n  employer: Quill {day:%j}\n  summary: Asked about the {day:%j}th boat.\n"
        )
        file.write_text(old, "utf-8")
    blog = root / "content/blog"
    blog.mkdir(parents=True, exist_ok=True)
    posts = sorted(blog.iterdir())
    if chance.random() < 0.2 or not posts:
        pictures = sorted((root / "content/images").glob("*.png"))
        more = chance.choice(["", *(f"![A boat](../images/{each.name})" for each in pictures)])
        text = POST.format(title=f"Day {day:%j}", date=day, more=more)
        (blog / f"{day}-day-{day:%j}.md").write_text(text, "utf-8")
    elif chance.random() < 0.2:
        chosen = chance.choice(posts)
        chosen.write_text(chosen.read_text("utf-8") + f"\nMore on {day}.\n", "utf-8")
    elif chance.random() < 0.05:
        chance.choice(posts).unlink()
    if chance.random() < 0.1:
        picture = root / f"content/images/{day:%m}.png"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(png(3 + day.day % 5, 4))


@hard_only
def test_half_a_year_of_days_with_kills_gives_what_clean_builds_give(tmp_path: Path) -> None:
    chance = random.Random(180)  # noqa: S311 - the same days each time
    terms = "extends: flatiron\nname: ours\ntitle: Ours\nshort_week: {site: publish}\n"
    settings = SETTINGS + "commitment: terms.yaml\n"
    root = repository(tmp_path / "sam", {"portfolio.yaml": settings, "terms.yaml": terms})
    killed = set(chance.sample(range(180), 19))
    for number in range(180):
        day = START + dt.timedelta(days=number)
        live_a_day(root, day, chance)
        if number in killed:
            running = process(root, "build", "--as-of", str(day))
            time.sleep(chance.random() * 1.5)
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()
        same_as_anew(root, str(day))
        close_caches()


# --- power


@contextmanager
def mounted(image: Path, at: Path) -> Iterator[Path]:
    at.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop", str(image), str(at)], check=True, capture_output=True)
    try:
        yield at
    finally:
        subprocess.run(["umount", str(at)], check=True, capture_output=True)


def can_mount(folder: Path) -> bool:
    """Whether this user may make a file system in a file, and mount it."""
    image = folder / "try.img"
    image.write_bytes(bytes(4 * 1024 * 1024))
    try:
        subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True, capture_output=True)
        with mounted(image, folder / "try"):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


@hard_only
def test_the_power_fails_while_a_build_runs(tmp_path: Path) -> None:
    """A file system in a file is copied while a build writes: the copy is what a disk has after that."""
    if not can_mount(tmp_path):
        pytest.skip("only root may mount a file system in a file")
    chance = random.Random(30)  # noqa: S311 - the same moments each time
    image = tmp_path / "disk.img"
    with image.open("wb") as file:
        file.truncate(64 * 1024 * 1024)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
    posts = {
        f"content/blog/2026-06-01-{n}.md": POST.format(title=f"Post {n}", date="2026-06-01", more="")
        for n in range(20)
    }
    with mounted(image, tmp_path / "disk") as disk:
        root = repository(disk / "sam", posts)
        assert build(root, "2026-06-03").code == 0
        os.sync()
        wholes = [tree(root / "site")]
        for turn in range(30):
            write = POST.format(title="Post 0", date="2026-06-01", more=f"Turn {turn}.")
            (root / "content/blog/2026-06-01-0.md").write_text(write, "utf-8")
            os.sync()  # what the graduate wrote is safe: the build is what the power interrupts
            running = process(root, "build", "--as-of", "2026-06-03")
            time.sleep(chance.random() * 1.2)
            copy = tmp_path / f"{turn}.img"
            shutil.copyfile(image, copy)
            running.wait()
            wholes.append(tree(root / "site"))
            with mounted(copy, tmp_path / "after") as after:
                found = tree(after / "sam/site")
                assert found in wholes[-2:], f"turn {turn}: neither the old site nor the new one"
                same_as_anew(after / "sam", "2026-06-03")
            copy.unlink()
