#pragma once
#include <sqlite3.h>

/* Takes a list of any length, which Swift can't call. */
static inline int sqlite3_config_memstatus(int counts) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, counts); }
