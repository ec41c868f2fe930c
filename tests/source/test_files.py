"""Files of a repository: all of them, in order, and nothing from outside."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

import pytest

from generator.source.files import list_files, path_exists, read_bytes, read_text
from tests.support.repositories import places, write


def _told(root: Path, path: str, max_kb: int = 8) -> tuple[str, str]:
    """The one finding of reading a file: its place and rule, and its message."""
    file, found = read_text(root, path, max_kb)
    assert file is None
    (one,) = found
    return places(found)[0], one.message


def test_files_are_listed_in_order_and_folders_walked(tmp_path: Path) -> None:
    write(tmp_path, {"content/b/2.yaml": "", "content/b/10.yaml": "", "content/a.yaml": "", "content/.x": ""})
    write(tmp_path, {"content/.git/config": "", "content/ü/日本.yaml": ""})
    listed = ("content/a.yaml", "content/b/10.yaml", "content/b/2.yaml", "content/ü/日本.yaml")
    assert list_files(tmp_path, "content") == (listed, ())


def test_an_absent_folder_holds_nothing(tmp_path: Path) -> None:
    assert list_files(tmp_path, "content/blog") == ((), ())
    assert not path_exists(tmp_path, "content/blog")


def test_a_file_where_a_folder_belongs_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"content/blog": "text"})
    assert places(list_files(tmp_path, "content/blog")[1]) == ["content/blog:1:1 file-unreadable"]
    assert not path_exists(tmp_path, "content/blog/x.md")


def test_links_are_told_and_never_followed_be_they_files_or_folders_or_above(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret.yaml": "- a"})
    root = write(tmp_path / "in", {"content/x.yaml": "- a"})
    (root / "content/file.yaml").symlink_to(outside / "secret.yaml")
    (root / "content/folder").symlink_to(outside)
    (root / "content/broken.yaml").symlink_to("nowhere")
    (root / "content/loop.yaml").symlink_to("loop.yaml")
    paths, found = list_files(root, "content")
    assert paths == ("content/x.yaml",)
    links = ["broken.yaml", "file.yaml", "folder", "loop.yaml"]
    assert places(found) == [f"content/{name}:1:1 symlink-in-content" for name in links]
    assert list_files(root, "content/folder") == (
        (),
        tuple(one for one in found if "folder" in one.location.path),
    )
    for path in (*links, "folder/secret.yaml"):
        where = "folder" if path.startswith("folder") else path
        assert _told(root, f"content/{path}")[0] == f"content/{where}:1:1 symlink-in-content"
        assert read_bytes(root, f"content/{path}", 8)[0] is None
    assert path_exists(root, "content/broken.yaml")


def test_a_link_put_there_after_the_look_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path, {"content/x.yaml": "- a", "outside": "secret"})
    (root / "content/x.yaml").unlink()
    (root / "content/x.yaml").symlink_to(root / "outside")
    monkeypatch.setattr(os.path, "islink", lambda _: False)
    assert _told(root, "content/x.yaml")[0] == "content/x.yaml:1:1 symlink-in-content"


def test_a_repository_may_itself_be_reached_through_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real", {"content/x.yaml": "- a"})
    (tmp_path / "link").symlink_to("real")
    assert list_files(tmp_path / "link", "content") == (("content/x.yaml",), ())
    assert read_text(tmp_path / "link", "content/x.yaml", 8)[1] == ()


def test_pipes_and_sockets_are_told_and_nobody_waits_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"content/x.yaml": ""})
    os.mkfifo(tmp_path / "content/pipe.yaml")
    monkeypatch.chdir(tmp_path)  # a socket's path may not be long
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("content/socket.yaml")
        paths, found = list_files(tmp_path, "content")
    assert paths == ("content/x.yaml",)
    assert places(found) == [f"content/{n}.yaml:1:1 file-unreadable" for n in ("pipe", "socket")]
    assert _told(tmp_path, "content/pipe.yaml")[1] == "This isn't a regular file or folder."


def test_a_folder_with_the_name_of_a_file_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"content/resume.yaml/x": ""})
    location, message = _told(tmp_path, "content/resume.yaml")
    assert location == "content/resume.yaml:1:1 file-unreadable"
    assert message == "This is a folder, but it should be a file."


def test_a_name_that_is_no_text_is_told_in_a_form_that_can_be_written(tmp_path: Path) -> None:
    write(tmp_path, {"content/x.yaml": ""})
    name = os.fsencode(tmp_path / "content") + b"/caf\xe9.yaml"
    os.close(os.open(name, os.O_CREAT))
    paths, found = list_files(tmp_path, "content")
    assert paths == ("content/x.yaml",)
    assert places(found) == ["content/caf\\xe9.yaml:1:1 file-unreadable"]
    assert found[0].message.encode()


def test_folders_may_be_nested_deeper_than_python_recurses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path / "content")
    for _ in range(1200):
        Path("d").mkdir()
        os.chdir("d")
    Path("x.yaml").touch()
    (path,) = list_files(tmp_path, "content")[0]
    assert path.count("/") == 1201
    Path("x.yaml").unlink()
    for _ in range(1200):  # whoever cleans up after the tests may recurse
        os.chdir("..")
        Path("d").rmdir()


def test_no_permission_is_told_with_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"content/x.yaml": "- a"})

    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(Path, "lstat", refuse)
    message = "can't be read: you don't have permission."
    assert _told(tmp_path, "content/x.yaml") == ("content/x.yaml:1:1 file-unreadable", f"This file {message}")
    (found,) = list_files(tmp_path, "content")[1]
    assert found.message == f"This folder {message}"
    assert path_exists(tmp_path, "content/x.yaml"), "reading it has to tell, it must not count as absent"


def test_what_the_system_says_of_a_broken_disk_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "open", fail)
    assert _told(tmp_path, "content/x.yaml")[1] == "This file can't be read: input/output error."


def test_the_limit_is_the_last_size_that_is_read(tmp_path: Path) -> None:
    write(
        tmp_path, {"content/x.yaml": "a" * 8192, "content/y.yaml": "a" * 8193, "portfolio.yaml": "a" * 9000}
    )
    assert read_bytes(tmp_path, "content/x.yaml", 8) == (b"a" * 8192, ())
    (found,) = read_bytes(tmp_path, "content/y.yaml", 8)[1]
    assert (found.rule, found.message) == ("file-too-large", "This file is 8 KB. The limit is 8 KB.")
    assert "`limits`" in (found.hint or "")
    (found,) = read_bytes(tmp_path, "portfolio.yaml", 8)[1]
    assert "limits" not in (found.hint or ""), "no limit raises that of the settings themselves"


@pytest.mark.parametrize(
    "data", [b"a: \xc3\xbc\nb\n", b"\xef\xbb\xbfa: \xc3\xbc\r\nb\r\n", b"a: \xc3\xbc\rb\r"]
)
def test_byte_order_marks_and_line_ends_make_no_difference(tmp_path: Path, data: bytes) -> None:
    write(tmp_path, {"x.yaml": data})
    file, found = read_text(tmp_path, "x.yaml", 8)
    assert found == ()
    assert file is not None
    assert file.text == "a: ü\nb\n"


@pytest.mark.parametrize(
    ("data", "location", "message"),
    [
        (b"ok\na \xff b\n", "2:3", "This character isn't UTF-8."),
        (b"\xef\xbb\xbfa \xff", "1:3", "This character isn't UTF-8."),
        ("Jos\u00e9\n".encode("latin-1"), "1:4", "This character isn't UTF-8."),
        ("a: b".encode("utf-16"), "1:1", "This file is UTF-16 text. It has to be UTF-8."),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "1:1", "This file isn't text."),
    ],
)
def test_what_is_no_utf8_is_told_where_it_begins(
    tmp_path: Path, data: bytes, location: str, message: str
) -> None:
    write(tmp_path, {"x.md": data})
    assert _told(tmp_path, "x.md") == (f"x.md:{location} file-not-text", message)


LEFTOVERS = (
    "a.md~", ".a.md.swp", "a.md.swp", "#a.md#", ".#a.md", "a.md.bak", "a.md.orig", "a.md.rej", "a.md.tmp",
    "~$a.docx", ".~lock.a.odt#", "Thumbs.db", "ehthumbs.db", "desktop.ini", "Desktop.ini", "Icon\r",
    ".DS_Store", "._a.md", "4913", "a.md.crdownload", "a.md.part", "__MACOSX/a.md", "@eaDir/a.md", "a.md.~1~",
    "a.LOCAL_12.md",
)  # fmt: skip


def test_what_editors_and_systems_leave_is_no_file(tmp_path: Path) -> None:
    write(tmp_path, {f"content/blog/{name}": "x" for name in (*LEFTOVERS, "a.md", "lock.md", "backup.md")})
    assert list_files(tmp_path, "content") == (
        ("content/blog/a.md", "content/blog/backup.md", "content/blog/lock.md"),
        (),
    )
    everything, _ = list_files(tmp_path, "content", leftovers=True)
    assert len(everything) > 20  # all but those that begin with a dot


def test_a_pointer_of_git_lfs_is_named(tmp_path: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 12345\n"
    write(
        tmp_path,
        {"content/images/a.png": pointer, "content/blog/a.md": pointer, "content/b.md": f"About {pointer}"},
    )
    for path in ("content/images/a.png", "content/blog/a.md"):
        data, (found,) = read_bytes(tmp_path, path, 8)
        assert (data, found.rule) == (None, "file-unreadable")
        assert "git lfs pull" in (found.hint or "")
    assert read_bytes(tmp_path, "content/b.md", 8)[0] is not None
