// Compiles the headers alone, so that their assertions are checked.
#include "include/cpu.h"
#include "include/duckdb_api.h"
