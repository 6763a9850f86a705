"""Where a file is: on which mounted file system, whether others write there too, and what encrypts it.

Only texts are read here: the table of mounts as Linux or macOS prints it, and the names of folders. Who asks
the system is storage/places.py.
"""

import re
from collections.abc import Callable, Iterable

from amcli.hints import NamedTuple

# What the system calls file systems that another machine serves; of `fuse.NAME` the name.
NETWORK = frozenset(
    [
        *(
            "nfs",
            "nfs4",
            "cifs",
            "smb3",
            "smbfs",
            "smb2",
            "afpfs",
            "webdav",
            "davfs",
            "davfs2",
            "sshfs",
            "ncpfs",
        ),
        *(
            "afs",
            "ceph",
            "glusterfs",
            "rclone",
            "s3fs",
            "gcsfuse",
            "google-drive-ocamlfuse",
            "onedriver",
            "curlftpfs",
        ),
        *("gvfsd-fuse", "beegfs", "lustre", "drvfs", "vboxsf", "vmhgfs-fuse", "osxfuse_sshfs"),
    ]
)
# Those that keep what is in them encrypted.
ENCRYPTED = frozenset(["gocryptfs", "encfs", "cryfs", "ecryptfs", "securefs", "cryptomator", "veracrypt"])
# What lies in the encrypted side of such a folder.
CIPHER_FILES = {
    "gocryptfs.conf": "gocryptfs", ".encfs6.xml": "encfs", "cryfs.config": "cryfs",
    ".securefs.json": "securefs",
}  # fmt: skip
# Folders of sync programs, by what they are called; a name may go on after a blank or a dash.
SYNCED = (
    (re.compile(r"Dropbox($| \(.+\)$|-.+)"), "Dropbox"),
    (re.compile(r"OneDrive($|[ -].+)"), "OneDrive"),
    (re.compile(r"Google ?Drive($|[ -].+)|My Drive$"), "Google Drive"),
    (re.compile(r"(Nextcloud|ownCloud)($|[-0-9].*)"), "Nextcloud"),
    (re.compile(r"com~apple~CloudDocs$|iCloud ?Drive($|[ -].+)"), "iCloud"),
    (re.compile(r"(pCloudDrive|MEGA|Box Sync)$"), "a sync program"),
)
# What they lay into their folders.
MARKS = {
    ".dropbox": "Dropbox", ".dropbox.cache": "Dropbox", ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud", ".owncloudsync.log": "Nextcloud",
    ".tmp.driveupload": "Google Drive", ".tmp.drivedownload": "Google Drive",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
}  # fmt: skip
OCTAL = re.compile(r"\\([0-7]{3})")
OF_MACOS = re.compile(r"(?P<source>.+) on (?P<point>/.*) \((?P<kind>[^,)]+)(?:, (?P<options>.*))?\)$")


class Mount(NamedTuple):
    """A mounted file system: what is mounted, where, its kind and its options."""

    source: str
    point: str
    kind: str
    options: str = ""

    @property
    def name(self) -> str:
        """Its kind as people call it: that of `fuse.gocryptfs` is `gocryptfs`."""
        if self.kind == "9p" and "aname=drvfs" in self.options:
            return "drvfs"
        return self.kind.removeprefix("fuse.").removeprefix("macfuse.")


def mounts(table: str) -> list[Mount]:
    """The lines of a table of mounts: `/proc/self/mounts` of Linux, or what `mount` prints on macOS."""
    found = []
    for line in table.splitlines():
        if match := OF_MACOS.match(line):
            found.append(Mount(match["source"], match["point"], match["kind"], match["options"] or ""))
        elif len(parts := line.split(" ")) >= 4:
            source, point, kind, options = (unescaped(part) for part in parts[:4])
            found.append(Mount(source, point, kind, options))
    return found


def unescaped(text: str) -> str:
    """A name of the table as it is: a blank in it is written `\\040`."""
    return OCTAL.sub(lambda match: chr(int(match[1], 8)), text)


def mount_of(path: str, table: Iterable[Mount]) -> Mount | None:
    """The file system that a path lies on; of two at one place the later hides the earlier."""
    holding = [each for each in table if is_within(path, each.point)]
    longest = max((len(each.point) for each in holding), default=0)
    return next((each for each in reversed(holding) if len(each.point) == longest), None)


def is_within(path: str, folder: str) -> bool:
    """Whether a path is a folder or lies in it."""
    return folder == "/" or path == folder or path.startswith(f"{folder.rstrip('/')}/")


def network(mount: Mount | None) -> str | None:
    """The kind of a file system that another machine serves; None for one of this machine."""
    return mount.name if mount is not None and mount.name in NETWORK else None


def encryption(mount: Mount | None) -> str | None:
    """What encrypts a file system, as far as its kind tells."""
    return mount.name if mount is not None and mount.name in ENCRYPTED else None


def sync_program(path: str, lies_in: Callable[[str, str], bool]) -> tuple[str, str] | None:
    """The sync program that a folder of a path belongs to, and that folder; `lies_in` says whether a folder
    holds a file of a name."""
    parts = path.split("/")
    for end in range(len(parts) - 1, 0, -1):
        folder = "/".join(parts[:end]) or "/"
        name = next((program for pattern, program in SYNCED if pattern.match(parts[end - 1])), None)
        if name is None and "/Library/Mobile Documents/" in f"{folder}/":
            name = "iCloud"
        if name is None and parts[max(end - 2, 0)] == "CloudStorage":
            name = "a sync program"
        name = name or next((program for mark, program in MARKS.items() if lies_in(folder, mark)), None)
        if name is not None:
            return name, folder
    return None
