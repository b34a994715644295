// sqlite3_config takes any arguments, which Swift cannot call. All else of SQLite comes through GRDB.
#include <sqlite3.h>

static inline int csqlite_keep_no_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
