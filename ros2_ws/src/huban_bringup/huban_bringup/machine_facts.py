"""Which machine something was measured on."""

import platform
from pathlib import Path

import psutil


def machine_facts() -> dict[str, str]:
    """Processor, cores, how busy they are with other things, memory, system, Python."""
    return {
        "processor": _processor(),
        "cores": str(psutil.cpu_count()),
        "load before": f"{psutil.getloadavg()[0]:.1f}",
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "system": platform.freedesktop_os_release().get("PRETTY_NAME", platform.system()),
        "Python": platform.python_version(),
    }


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
