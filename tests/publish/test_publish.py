from __future__ import annotations

import errno
import os
import struct
import time
from pathlib import Path

import pytest

import generator.publish.publish as publish_module
from generator.core import errors, fileops
from generator.core.errors import MachineError, UserError
from generator.publish.plan import Published
from generator.publish.publish import publish, write_report
from tests.support.folders import fill, times, tree
from tests.support.guard import checked

MARK = '<meta name="generator" content="Weekproof 0.1.0">'
FIRST = {"index.html": f"{MARK}one", "blog/a/index.html": f"{MARK}a", "style.css": "body{}"}
SECOND = {"index.html": f"{MARK}two", "blog/b/index.html": f"{MARK}b", "style.css": "body{}"}
OWN = {"CNAME": "amara.example", ".nojekyll": "", ".well-known/proof.txt": "abc"}


def as_bytes(*files: dict[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for some in files for name, text in some.items()}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_the_first_time(site: Path) -> None:
    assert publish(checked(FIRST), site) == Published(written=3)
    assert tree(site) == as_bytes(FIRST)
    assert sorted(path.name for path in site.parent.iterdir()) == [".weekproof", "site"]


def test_what_is_no_longer_wanted_goes_and_what_is_not_ours_stays(site: Path) -> None:
    publish(checked(FIRST), site)
    fill(site, OWN)
    (site / "mine").mkdir()
    (site / "link").symlink_to("/etc/hosts")
    assert publish(checked(SECOND), site) == Published(written=2, unchanged=1, removed=1, kept=4)
    assert tree(site) == {**as_bytes(SECOND, OWN), "mine/": None, "link": "/etc/hosts"}


def test_what_has_not_changed_is_not_touched(site: Path) -> None:
    publish(checked(FIRST), site)
    fill(site, OWN)
    before = times(site)
    publish(checked({**FIRST, "new.html": "x"}), site)
    after = times(site)
    del after["new.html"]
    assert after == before


def test_the_same_again_writes_nothing(site: Path) -> None:
    publish(checked(FIRST), site)
    before, state = times(site), times(site.parent / ".weekproof")
    assert publish(checked(FIRST), site) == Published(unchanged=3)
    assert (times(site), times(site.parent / ".weekproof")) == (before, state)


def test_what_somebody_changed_in_our_files_is_put_right(site: Path) -> None:
    publish(checked(FIRST), site)
    (site / "style.css").write_text("body { broken }")
    (site / "blog/a/index.html").unlink()
    (site / "index.html").unlink()
    (site / "index.html").symlink_to("/etc/hosts")
    assert publish(checked(FIRST), site) == Published(written=3)
    assert tree(site) == as_bytes(FIRST)


def test_a_file_becomes_a_folder_and_the_other_way_round(site: Path) -> None:
    publish(checked({"feed": "x", "tags/a/index.html": "y"}), site)
    publish(checked({"feed/index.html": "x", "tags": "y"}), site)
    assert tree(site) == as_bytes({"feed/index.html": "x", "tags": "y"})


def test_a_place_that_we_have_left_is_anybodys(site: Path) -> None:
    publish(checked(FIRST), site)
    publish(checked(SECOND), site)
    fill(site, {"blog/a/index.html": "mine now"})
    assert publish(checked(SECOND), site) == Published(unchanged=3, kept=1)
    assert tree(site) == as_bytes(SECOND, {"blog/a/index.html": "mine now"})


def test_an_empty_folder_of_somebody_may_be_filled(site: Path) -> None:
    (site / "blog/a").mkdir(parents=True)
    (site / "own/deep").mkdir(parents=True)
    publish(checked(FIRST), site)
    assert tree(site) == {**as_bytes(FIRST), "own/deep/": None}


def test_a_fresh_clone_keeps_its_gitignore(site: Path) -> None:
    fill(site, {".gitignore": "*\n!.gitignore\n"})
    assert publish(checked(FIRST), site) == Published(written=3, kept=1)
    assert tree(site) == as_bytes(FIRST, {".gitignore": "*\n!.gitignore\n"})


@pytest.mark.parametrize(
    "foreign",
    [
        {"style.css": "somebody's"},
        {"blog": "a file where our folder must be"},
        {"blog/a/index.html/deep.txt": "a folder where our file must be"},
        {"index.html": "<h1>a site made by hand</h1>"},
    ],
)
def test_a_file_of_somebody_is_never_overwritten(site: Path, foreign: dict[str, str]) -> None:
    fill(site, {**foreign, "other.txt": "x"})
    with pytest.raises(UserError) as fault:
        publish(checked(FIRST), site)
    assert str(site / next(iter(foreign)).removesuffix("/deep.txt")) in fault.value.message
    assert fault.value.exit_code == 2
    assert tree(site) == as_bytes(foreign, {"other.txt": "x"})


def test_a_link_of_somebody_is_not_followed(site: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    fill(elsewhere, {"a/index.html": "mine"})
    site.mkdir()
    (site / "blog").symlink_to(elsewhere)
    with pytest.raises(UserError):
        publish(checked(FIRST), site)
    assert tree(elsewhere) == {"a/index.html": b"mine"}


def test_a_file_that_is_the_same_already_becomes_ours(site: Path) -> None:
    fill(site, {"style.css": FIRST["style.css"]})
    publish(checked(FIRST), site)
    publish(checked({"index.html": "x"}), site)
    assert tree(site) == {"index.html": b"x"}


def test_a_site_of_ours_is_known_without_a_manifest(site: Path) -> None:
    fill(site, {**FIRST, **OWN, "notes.html": "<h1>by hand</h1>"})
    publish(checked(SECOND), site)
    assert tree(site) == as_bytes(SECOND, OWN, {"notes.html": "<h1>by hand</h1>"})


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"files": 3}', '{"files": null}', "\xff"])
def test_a_damaged_manifest_is_as_none(site: Path, damaged: str) -> None:
    publish(checked(FIRST), site)
    (site.parent / ".weekproof/site.manifest.json").write_text(damaged, encoding="latin-1")
    fill(site, OWN)
    publish(checked(SECOND), site)
    assert tree(site) == as_bytes(SECOND, OWN)


def test_a_hostile_manifest_reaches_nothing_outside(site: Path, tmp_path: Path) -> None:
    publish(checked(FIRST), site)
    fill(tmp_path, {"precious.txt": "x"})
    names = '["../precious.txt", "/etc/hosts", "blog/../../precious.txt", "index.html"]'
    (tmp_path / ".weekproof/site.manifest.json").write_text(f'{{"files": {names}}}')
    (site / "style.css").unlink()
    (site / "blog/a/index.html").unlink()
    publish(checked(SECOND), site)
    assert (tmp_path / "precious.txt").read_text() == "x"


@pytest.mark.parametrize(
    "path", ["../x", "/etc/x", "a/../../x", "a//b", "", "C:/x", "a\\..\\x", "a/./b", "a\0b"]
)
def test_a_path_that_leads_out_is_refused(site: Path, path: str) -> None:
    with pytest.raises(UserError):
        publish(checked({path: "x"}), site)
    assert tree(site) is None


def test_a_killed_run_without_a_folder_gets_it_back(site: Path) -> None:
    publish(checked(FIRST), site)
    fill(site, OWN)
    site.rename(site.parent / ".weekproof/site.old")
    fill(site.parent / ".weekproof/site.new", {"half": "x"})
    assert publish(checked(FIRST), site) == Published(unchanged=3, kept=3)
    assert tree(site) == as_bytes(FIRST, OWN)
    assert not list((site.parent / ".weekproof").glob("site.[no]*"))


def test_what_is_left_beside_a_folder_gives_back_what_only_it_has(site: Path) -> None:
    publish(checked(FIRST), site)
    fill(site.parent / ".weekproof/site.old", {**OWN, "index.html": "old", "style.css": "old"})
    publish(checked(SECOND), site)
    assert tree(site) == as_bytes(SECOND, OWN)


def test_leftovers_that_are_links_are_removed_and_not_followed(site: Path, tmp_path: Path) -> None:
    publish(checked(FIRST), site)
    fill(tmp_path / "elsewhere", {"a": "x"})
    for name in ("site.old", "site.new"):
        (tmp_path / ".weekproof" / name).symlink_to(tmp_path / "elsewhere")
    publish(checked(SECOND), site)
    assert tree(tmp_path / "elsewhere") == {"a": b"x"}


def test_a_state_folder_that_is_a_link_is_refused(site: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".weekproof").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UserError):
        publish(checked(FIRST), site)
    assert tree(tmp_path / "elsewhere") == {}


def test_another_build_is_waited_for_and_then_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(checked(FIRST), site)
    monkeypatch.setattr(publish_module, "_PATIENCE", 0.3)
    with fileops.locked(site.parent / ".weekproof/lock", 0):
        started = time.monotonic()
        with pytest.raises(MachineError) as fault:
            publish(checked(SECOND), site)
        assert time.monotonic() - started >= 0.3
    assert fault.value.exit_code == 3
    assert "another build" in fault.value.message.lower()
    assert tree(site) == as_bytes(FIRST)
    publish(checked(SECOND), site)


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may write anywhere")
def test_no_permission_is_a_machine_fault(site: Path) -> None:
    site.parent.chmod(0o555)
    try:
        with pytest.raises(MachineError):
            publish(checked(FIRST), site)
    finally:
        site.parent.chmod(0o755)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EACCES, "no permission to write there (/x)"),
        (errno.EROFS, "no permission to write there (/x)"),
        (errno.EIO, "Input/output error (/x)"),
    ],
)
def test_machine_failures_in_plain_words(number: int, words: str) -> None:
    with pytest.raises(MachineError) as fault, errors.machine_errors("the site"):
        raise OSError(number, os.strerror(number), "/x")
    assert fault.value.message.startswith("The site could not be written: ")
    assert words in fault.value.message
    assert fault.value.exit_code == 3


def test_the_lock_is_given_back(site: Path) -> None:
    with publish_module.locked(site) as state, pytest.raises(fileops.Busy), fileops.locked(state / "lock", 0):
        pass
    with fileops.locked(state / "lock", 0):
        pass


def test_permissions_of_folders_stay(site: Path) -> None:
    publish(checked(FIRST), site)
    fill(site, OWN)
    (site / ".well-known").chmod(0o750)
    site.chmod(0o711)
    publish(checked(SECOND), site)
    assert site.stat().st_mode & 0o777 == 0o711
    assert (site / ".well-known").stat().st_mode & 0o777 == 0o750


def test_the_same_site_in_another_order_is_the_same(tmp_path: Path) -> None:
    publish(checked(FIRST), tmp_path / "one/site")
    publish(checked(dict(reversed(FIRST.items()))), tmp_path / "two/site")
    one, two = (tree(tmp_path / name) for name in ("one", "two"))
    assert one == two
    assert list(one or ()) == list(two or ())


def test_a_path_with_dots_and_links_on_the_way(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "way").symlink_to(tmp_path / "real")
    publish(checked(FIRST), tmp_path / "way/x/../site")
    assert tree(tmp_path / "real/site") == as_bytes(FIRST)


@pytest.mark.skipif(os.name != "posix", reason="owners and modes are POSIX")
def test_what_is_replaced_keeps_its_access(site: Path) -> None:
    publish(checked({"index.html": "old", "a/b.html": "old", "same.css": "x"}), site)
    for path, mode in (("", 0o2750), ("a", 0o2755), ("index.html", 0o640), ("a/b.html", 0o604)):
        (site / path).chmod(mode)
        if os.geteuid() == 0:
            os.chown(site / path, 1234, 2345)
    publish(checked({"index.html": "new", "a/b.html": "new", "a/c.html": "new", "same.css": "x"}), site)
    assert (site / "index.html").read_text() == "new"
    for path, mode in (("", 0o2750), ("a", 0o2755), ("index.html", 0o640), ("a/b.html", 0o604)):
        about = (site / path).stat()
        assert about.st_mode & 0o7777 == mode, path
        if os.geteuid() == 0:
            assert (about.st_uid, about.st_gid) == (1234, 2345), path


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="access lists as attributes are Linux's")
def test_access_lists_are_kept(site: Path) -> None:
    # acl(5): version 2; owner rw-, user 1234 r--, group r--, mask r--, others ---.
    entries = ((1, 6, -1), (2, 4, 1234), (4, 4, -1), (16, 4, -1), (32, 0, -1))
    acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in entries)
    publish(checked({"index.html": "old"}), site)
    try:
        os.setxattr(site / "index.html", "system.posix_acl_access", acl)
    except OSError:
        pytest.skip("this file system has no access lists")
    publish(checked({"index.html": "new"}), site)
    assert os.getxattr(site / "index.html", "system.posix_acl_access") == acl


def test_a_folder_of_somebody_else_is_left_alone_unless_asked(site: Path, tmp_path: Path) -> None:
    fill(site, {"thesis.txt": "x", "b.txt": "y"})
    before = tree(site)
    with pytest.raises(UserError, match=r"did not make \(`b\.txt` and 1 other\)") as told:
        publish(checked({"index.html": "new"}), site, adopt=False)
    assert "--adopt" in (told.value.hint or "")
    assert tree(site) == before
    with pytest.raises(UserError, match="did not make"):
        write_report({"index.html": b"r"}, site, tmp_path / "published", adopt=False)
    assert tree(site) == before
    publish(checked({"index.html": "new"}), site, adopt=True)
    assert tree(site) == {**(before or {}), "index.html": b"new"}
    publish(checked({"index.html": "newer"}), site, adopt=False)  # it is ours by now
    assert tree(site) == {**(before or {}), "index.html": b"newer"}


def test_a_folder_with_what_hosts_and_git_need_is_nobodys(site: Path) -> None:
    fill(site, {"CNAME": "amara.example", ".nojekyll": "", ".gitkeep": ""})
    publish(checked({"index.html": "new"}), site, adopt=False)
    assert (site / "CNAME").read_text() == "amara.example"
