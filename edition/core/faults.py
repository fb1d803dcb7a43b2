"""What to say of a fault of our own: that it is none of the editor's, and what a report of it needs.  No Sphinx."""

from __future__ import annotations

import errno
import platform
import re
import traceback

FAULT = "This is a fault of the edition's code, not of your files. Report it with these lines:"
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
NOT_OURS_TO_WRITE = (errno.EACCES, errno.EPERM, errno.EROFS)
FRAME = re.compile(r'File "(.+?)", line (\d+), in (\S+)')
FRAMES = 6  # the last calls before the fault; more tell who reads the report nothing


def report_of(error: BaseException, while_doing: str = "") -> str:
    """What an editor is told of an exception that nobody foresaw."""
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return f"The disk is full: {error.filename or error.strerror}. Make room, then build again."
    if isinstance(error, OSError) and error.errno in NOT_OURS_TO_WRITE:
        return f"{error.filename} cannot be used: {error.strerror}. Give yourself the right to it, then build again."
    words = traceback.format_exception_only(error)[-1].strip()
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    calls = [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    return fault_of([words, *reversed(calls)], while_doing)


def report_of_trace(trace: str, while_doing: str = "") -> str:
    """The same of an exception in another process, of which only the words are left; its cause stands first there."""
    cause = trace.partition("\nThe above exception")[0].strip()
    calls = [f"{path}:{line} in {name}" for path, line, name in FRAME.findall(cause)[-FRAMES:]]
    return fault_of([cause.splitlines()[-1], *reversed(calls)], while_doing)


def fault_of(lines: list[str], while_doing: str = "") -> str:
    """A fault in the lines that tell of it, what was being done, and on what."""
    doing = [f"while {while_doing}"] if while_doing else []
    return "\n  ".join([FAULT, *lines, *doing, f"Python {platform.python_version()}, {platform.system()}"])
