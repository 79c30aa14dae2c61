"""What a worker process gives up at its start: the network, more memory than it is allowed, a life after its server's.

pyoxigraph has no switch against SERVICE and no limit of memory. Refusing SERVICE by its word is one defence, a process
that has no network another.
"""

import ctypes
import ctypes.util
import os
import sys

_NEW_USER_NAMESPACE, _NEW_NETWORK_NAMESPACE = 0x10000000, 0x40000000  # <sched.h>


def cut_network() -> bool:
    """Move this process to an empty network of its own, and return whether the system let us.

    Linux lets a process with few rights do so inside a user namespace of its own, unless an administrator forbade it.
    To be called before any thread is started.
    """
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
    if os.geteuid() == 0:
        return bool(libc.unshare(_NEW_NETWORK_NAMESPACE) == 0)
    return bool(libc.unshare(_NEW_USER_NAMESPACE | _NEW_NETWORK_NAMESPACE) == 0)


def limit_memory(mebibytes: int) -> None:
    """Let this process have so much memory and no more; an allocation beyond it ends the process. 0 is no limit."""
    if mebibytes and sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (mebibytes * 2**20, mebibytes * 2**20))
