"""Where a file is: tables of mounts as systems print them, sync programs by their folders."""

import pytest

from amcli.rules.formatting import size
from amcli.rules.mounts import Mount, encryption, mount_of, mounts, network, sync_program

LINUX = """\
/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /tmp tmpfs rw 0 0
/dev/mapper/home /home ext4 rw 0 0
host:/export /home/jo/my\\040books nfs4 rw 0 0
/home/jo/.cipher /home/jo/crm fuse.gocryptfs rw 0 0
tmpfs /home/jo/crm tmpfs rw 0 0
/home/jo/.cipher /home/jo/crm fuse.gocryptfs rw 0 0
short line
"""
MACOS = """\
/dev/disk1s1 on / (apfs, local, read-only, journaled)
/dev/disk1s2 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//jo@nas._smb._tcp.local/crm on /Volumes/My Books (smbfs, nodev, nosuid, mounted by jo)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
"""


@pytest.mark.parametrize(
    ("table", "path", "kind"),
    [
        (LINUX, "/home/jo/book.db", "ext4"),
        (LINUX, "/home/jo/my books/book.db", "nfs4"),
        (LINUX, "/home/jo/my booksellers/book.db", "ext4"),
        (LINUX, "/home/jo/crm/book.db", "fuse.gocryptfs"),
        (LINUX, "/home/jo/crm", "fuse.gocryptfs"),
        (LINUX, "/book.db", "ext4"),
        (MACOS, "/Volumes/My Books/book.db", "smbfs"),
        (MACOS, "/Users/jo/book.db", "apfs"),
    ],
)
def test_a_file_is_on_the_file_system_mounted_nearest_above_it(table: str, path: str, kind: str) -> None:
    found = mount_of(path, mounts(table))
    assert found is not None
    assert found.kind == kind


def test_without_a_table_nothing_is_known() -> None:
    assert mounts("") == []
    assert mount_of("/home/jo/book.db", []) is None
    assert (network(None), encryption(None)) == (None, None)


@pytest.mark.parametrize(
    ("kind", "options", "over_network", "encrypts"),
    [
        ("nfs", "", "nfs", None), ("cifs", "", "cifs", None), ("fuse.sshfs", "", "sshfs", None),
        ("fuse.rclone", "", "rclone", None), ("9p", "rw,aname=drvfs;path=C:", "drvfs", None),
        ("9p", "rw,trans=virtio", None, None), ("ext4", "", None, None), ("tmpfs", "", None, None),
        ("fuse.gocryptfs", "", None, "gocryptfs"), ("fuse.cryfs", "", None, "cryfs"),
        ("ecryptfs", "", None, "ecryptfs"), ("macfuse.encfs", "", None, "encfs"),
    ],
)  # fmt: skip
def test_kinds_tell_what_serves_and_what_encrypts(
    kind: str, options: str, over_network: str | None, encrypts: str | None
) -> None:
    mount = Mount("x", "/", kind, options)
    assert (network(mount), encryption(mount)) == (over_network, encrypts)


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("/home/jo/Dropbox/crm/book.db", "Dropbox"),
        ("/home/jo/Dropbox (Birch Ltd)/book.db", "Dropbox"),
        ("/Users/jo/Library/CloudStorage/Dropbox/book.db", "Dropbox"),
        ("/Users/jo/Library/CloudStorage/OneDrive-Birch/book.db", "OneDrive"),
        ("/home/jo/OneDrive - Birch/book.db", "OneDrive"),
        ("/Users/jo/Library/CloudStorage/GoogleDrive-jo@birch.example/My Drive/book.db", "Google Drive"),
        ("/Users/jo/Library/Mobile Documents/com~apple~CloudDocs/book.db", "iCloud"),
        ("/Users/jo/Library/Mobile Documents/iCloud~x/book.db", "iCloud"),
        ("/home/jo/Nextcloud2/book.db", "Nextcloud"),
        ("/home/jo/crm/Sync/x/book.db", None),
        ("/home/jo/Dropboxes/book.db", None),
        ("/home/jo/notes/OneDriver/book.db", None),
        ("/home/jo/Dropbox", None),
        ("/book.db", None),
    ],
)
def test_a_sync_program_is_known_by_the_names_of_folders(path: str, program: str | None) -> None:
    found = sync_program(path, lambda folder, name: False)
    assert (found[0] if found else None) == program


@pytest.mark.parametrize(
    ("folder", "mark", "program"),
    [
        ("/home/jo/work", ".stfolder", "Syncthing"), ("/home/jo", ".dropbox.cache", "Dropbox"),
        ("/", ".nextcloudsync.log", "Nextcloud"),
    ],
)  # fmt: skip
def test_or_by_what_it_lays_into_them(folder: str, mark: str, program: str) -> None:
    path = "/home/jo/work/crm/book.db"
    assert sync_program(path, lambda place, name: (place, name) == (folder, mark)) == (program, folder)


def test_sizes_are_written_as_people_read_them() -> None:
    assert [size(number) for number in (1, 300_000, 75_700_000, 999_900_000, 79_060_400_000)] == [
        "1 KB", "300 KB", "75.7 MB", "999.9 MB", "79.1 GB",
    ]  # fmt: skip
