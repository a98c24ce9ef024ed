"""What a reader process may not do, whatever the file it reads makes it try."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any

GROWTH = 800 * 1024 * 1024  # bytes a reader may take beyond its libraries: below 1 GiB in all

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FORBIDDEN = (
    "socket.__new__",
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "socket.gethostby",
    "socket.sendto",
    "socket.sendmsg",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.chmod",
    "shutil.rmtree",
)


def limit_memory() -> None:
    """Cap the address space at what is in use now plus GROWTH.

    Linux and macOS keep to RLIMIT_AS; on Windows a job object does the same.
    """
    if sys.platform == "win32":
        _limit_job()
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold patient data
    ceiling = _address_space() + GROWTH
    with contextlib.suppress(ValueError, OSError):  # macOS refuses it on some versions
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, resource.RLIM_INFINITY))


def _address_space() -> int:
    """Return the bytes of address space in use; where unknown, what libraries commonly take."""
    try:
        with open("/proc/self/statm", encoding="ascii") as table:
            return int(table.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 1024 * 1024 * 1024


def forbid_side_effects() -> None:
    """Refuse, from Python, to write files, start programs or open connections, from now on."""
    sys.dont_write_bytecode = True
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Raise PermissionError for what reading a file never needs."""
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        writes = isinstance(mode, str) and any(letter in mode for letter in "wax+")
        if (writes or (flags or 0) & _WRITING) and arguments[0] != os.devnull:
            raise PermissionError("a reader writes no files")
    elif event.startswith(_FORBIDDEN):
        raise PermissionError(f"a reader does not use {event}")


def silence() -> None:
    """Send what decoders print nowhere: file contents and names do not belong on a terminal."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


if sys.platform == "win32":

    def _limit_job() -> None:
        """Put this process into a job object with a memory limit (Win32 job objects)."""
        import ctypes
        from ctypes import wintypes

        class Basic(ctypes.Structure):
            _fields_ = (
                ("PerProcessUserTimeLimit", ctypes.c_int64),
                ("PerJobUserTimeLimit", ctypes.c_int64),
                ("LimitFlags", wintypes.DWORD),
                ("MinimumWorkingSetSize", ctypes.c_size_t),
                ("MaximumWorkingSetSize", ctypes.c_size_t),
                ("ActiveProcessLimit", wintypes.DWORD),
                ("Affinity", ctypes.c_size_t),
                ("PriorityClass", wintypes.DWORD),
                ("SchedulingClass", wintypes.DWORD),
            )

        class Extended(ctypes.Structure):
            _fields_ = (
                ("BasicLimitInformation", Basic),
                ("IoInfo", ctypes.c_uint64 * 6),
                ("ProcessMemoryLimit", ctypes.c_size_t),
                ("JobMemoryLimit", ctypes.c_size_t),
                ("PeakProcessMemoryUsed", ctypes.c_size_t),
                ("PeakJobMemoryUsed", ctypes.c_size_t),
            )

        kernel = ctypes.WinDLL("kernel32")
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        limits = Extended()
        limits.BasicLimitInformation.LimitFlags = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
        limits.ProcessMemoryLimit = 1024 * 1024 * 1024
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        extended_limit_information = 9
        kernel.SetInformationJobObject(
            job, extended_limit_information, ctypes.byref(limits), ctypes.sizeof(limits)
        )
        kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess()))
