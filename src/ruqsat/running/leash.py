"""
Run a program that ends when its parent ends: ``leash.py PARENT SIGNAL USER PROGRAM ARGUMENTS…``.

The kernel is asked to send SIGNAL when the parent dies, however it dies. Changing the user clears that request, so
the user is changed first; executing the program keeps it. Run by its path with ``-I -S``: the standard library is
all it needs.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(by: signal.Signals) -> None:
    """Ask the kernel to send *by* to this process when its parent dies."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, int(by), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG) failed")


def leashed(command: list[str], *, by: signal.Signals, user: tuple[int, int] | None = None) -> list[str]:
    """The command line that runs *command* as a child of this process and as *user* (uid, gid), ended with *by*."""
    who = f"{user[0]}:{user[1]}" if user else "-"
    return [sys.executable, "-I", "-S", __file__, str(os.getpid()), str(int(by)), who, *command]


def main(arguments: list[str]) -> None:
    """Drop privileges, put on the leash, become the program."""
    parent, by, who, *command = arguments
    if who != "-":
        uid, gid = (int(number) for number in who.split(":"))
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    die_with_parent(signal.Signals(int(by)))
    if int(by) != signal.SIGKILL:  # what a script starts in the background ignores SIGINT, and so would this
        signal.signal(int(by), signal.SIG_DFL)
    if os.getppid() != int(parent):  # it died before the kernel was asked
        sys.exit(1)
    os.execv(command[0], command)  # noqa: S606  (no shell is wanted: the program takes this process's place)


if __name__ == "__main__":
    main(sys.argv[1:])
