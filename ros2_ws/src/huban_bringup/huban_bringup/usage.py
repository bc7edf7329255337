"""How much memory and processor time processes use, together with what they started."""

from dataclasses import dataclass

import psutil


@dataclass(frozen=True)
class Usage:
    """Totals of a process and its descendants at one moment."""

    cpu_s: float
    """Processor time so far."""
    rss_bytes: int
    """Memory in use; what several processes share counts in each."""
    pss_bytes: int
    """Memory in use; what several processes share is divided among them, so that sums are true."""


def usage_of(pid: int) -> Usage:
    """The usage of a process tree; raises psutil.NoSuchProcess where its root is gone."""
    root = psutil.Process(pid)
    total = _one(root)
    for child in root.children(recursive=True):
        try:
            one = _one(child)
        except psutil.NoSuchProcess:
            continue
        total = Usage(total.cpu_s + one.cpu_s, total.rss_bytes + one.rss_bytes, total.pss_bytes + one.pss_bytes)
    return total


def _one(process: psutil.Process) -> Usage:
    times, memory = process.cpu_times(), process.memory_full_info()
    return Usage(times.user + times.system, memory.rss, memory.pss)
