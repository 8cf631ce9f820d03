#pragma once
#include <sodium.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/// Keeps what is in the memory of this process out of core dumps, and from other programs of the same user; 0 where it was done.
///
/// Two calls: a limit of 0 does not hold where the system pipes its dumps to a program, being no dumpable process does.
static inline int tessera_close_memory(void) {
    struct rlimit none = {0, 0};
    return setrlimit(RLIMIT_CORE, &none) | prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
