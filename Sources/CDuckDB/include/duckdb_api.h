// The part of DuckDB's stable C API (v1) that abtest calls, as types of functions that are looked up at run time.
// Nothing here is linked: a build needs no DuckDB.

#ifndef ABTEST_DUCKDB_API_H
#define ABTEST_DUCKDB_API_H

#include <arrow.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Handles. Each is a pointer to a struct of one pointer, so that the compiler tells them apart.
typedef struct duckdb_database_handle { void *internal; } *duckdb_database;
typedef struct duckdb_connection_handle { void *internal; } *duckdb_connection;
typedef struct duckdb_config_handle { void *internal; } *duckdb_config;
typedef struct duckdb_prepared_statement_handle { void *internal; } *duckdb_prepared_statement;
typedef struct duckdb_pending_result_handle { void *internal; } *duckdb_pending_result;
typedef struct duckdb_logical_type_handle { void *internal; } *duckdb_logical_type;
typedef struct duckdb_data_chunk_handle { void *internal; } *duckdb_data_chunk;
typedef struct duckdb_arrow_options_handle { void *internal; } *duckdb_arrow_options;
typedef struct duckdb_error_data_handle { void *internal; } *duckdb_error_data;
typedef struct duckdb_appender_handle { void *internal; } *duckdb_appender;

// Passed by value to duckdb_fetch_chunk, so its size matters; only `internal` is in use.
typedef struct duckdb_result {
  uint64_t deprecated_column_count;
  uint64_t deprecated_row_count;
  uint64_t deprecated_rows_changed;
  void *deprecated_columns;
  char *deprecated_error_message;
  void *internal;
} duckdb_result;

typedef struct duckdb_query_progress_type {
  // 0 to 100; -1 while nothing is known.
  double percentage;
  uint64_t rows_processed;
  uint64_t total_rows_to_process;
} duckdb_query_progress_type;

_Static_assert(sizeof(duckdb_result) == 48, "duckdb_result is passed by value and must have DuckDB's size");
_Static_assert(sizeof(duckdb_query_progress_type) == 24, "a progress is returned by value");
_Static_assert(sizeof(duckdb_connection) == sizeof(void *), "a handle is a pointer");

// 0 is success.
typedef uint32_t duckdb_state;

// Library.
typedef const char *(*duckdb_library_version_function)(void);
typedef void (*duckdb_free_function)(void *);

// Opening and closing.
typedef duckdb_state (*duckdb_create_config_function)(duckdb_config *);
typedef duckdb_state (*duckdb_set_config_function)(duckdb_config, const char *name, const char *value);
typedef void (*duckdb_destroy_config_function)(duckdb_config *);
typedef duckdb_state (*duckdb_open_ext_function)(const char *path, duckdb_database *, duckdb_config, char **error);
typedef void (*duckdb_close_function)(duckdb_database *);
typedef duckdb_state (*duckdb_connect_function)(duckdb_database, duckdb_connection *);
typedef void (*duckdb_disconnect_function)(duckdb_connection *);
typedef void (*duckdb_interrupt_function)(duckdb_connection);
typedef duckdb_query_progress_type (*duckdb_query_progress_function)(duckdb_connection);

// Statements.
typedef duckdb_state (*duckdb_query_function)(duckdb_connection, const char *sql, duckdb_result *);
typedef duckdb_state (*duckdb_prepare_function)(duckdb_connection, const char *sql, duckdb_prepared_statement *);
typedef void (*duckdb_destroy_prepare_function)(duckdb_prepared_statement *);
typedef const char *(*duckdb_prepare_error_function)(duckdb_prepared_statement);
typedef uint32_t (*duckdb_prepared_statement_type_function)(duckdb_prepared_statement);
typedef uint64_t (*duckdb_prepared_statement_column_count_function)(duckdb_prepared_statement);
// The name must be freed with duckdb_free.
typedef char *(*duckdb_prepared_statement_column_name_function)(duckdb_prepared_statement, uint64_t column);
typedef duckdb_logical_type (*duckdb_prepared_statement_column_logical_type_function)(
    duckdb_prepared_statement, uint64_t column);
typedef duckdb_state (*duckdb_pending_prepared_streaming_function)(duckdb_prepared_statement, duckdb_pending_result *);
typedef duckdb_state (*duckdb_execute_pending_function)(duckdb_pending_result, duckdb_result *);
typedef const char *(*duckdb_pending_error_function)(duckdb_pending_result);
typedef void (*duckdb_destroy_pending_function)(duckdb_pending_result *);

// Results.
typedef uint64_t (*duckdb_column_count_function)(duckdb_result *);
typedef const char *(*duckdb_column_name_function)(duckdb_result *, uint64_t column);
typedef duckdb_logical_type (*duckdb_column_logical_type_function)(duckdb_result *, uint64_t column);
typedef duckdb_data_chunk (*duckdb_fetch_chunk_function)(duckdb_result);
typedef void (*duckdb_destroy_data_chunk_function)(duckdb_data_chunk *);
typedef const char *(*duckdb_result_error_function)(duckdb_result *);
typedef void (*duckdb_destroy_result_function)(duckdb_result *);

// Appending rows to a table. The error belongs to the appender.
typedef duckdb_state (*duckdb_appender_create_ext_function)(
    duckdb_connection, const char *catalog, const char *schema, const char *table, duckdb_appender *);
typedef duckdb_state (*duckdb_append_int64_function)(duckdb_appender, int64_t);
typedef duckdb_state (*duckdb_append_double_function)(duckdb_appender, double);
typedef duckdb_state (*duckdb_append_null_function)(duckdb_appender);
typedef duckdb_state (*duckdb_appender_end_row_function)(duckdb_appender);
typedef duckdb_state (*duckdb_appender_close_function)(duckdb_appender);
typedef duckdb_error_data (*duckdb_appender_error_data_function)(duckdb_appender);
typedef duckdb_state (*duckdb_appender_destroy_function)(duckdb_appender *);

// Types.
typedef uint32_t (*duckdb_get_type_id_function)(duckdb_logical_type);
typedef void (*duckdb_destroy_logical_type_function)(duckdb_logical_type *);

// Arrow. Both conversions return NULL when all went well.
typedef duckdb_arrow_options (*duckdb_result_get_arrow_options_function)(duckdb_result *);
typedef void (*duckdb_destroy_arrow_options_function)(duckdb_arrow_options *);
typedef duckdb_error_data (*duckdb_to_arrow_schema_function)(
    duckdb_arrow_options, duckdb_logical_type *types, const char **names, uint64_t column_count, struct ArrowSchema *);
typedef duckdb_error_data (*duckdb_data_chunk_to_arrow_function)(
    duckdb_arrow_options, duckdb_data_chunk, struct ArrowArray *);
typedef const char *(*duckdb_error_data_message_function)(duckdb_error_data);
typedef bool (*duckdb_error_data_has_error_function)(duckdb_error_data);
typedef void (*duckdb_destroy_error_data_function)(duckdb_error_data *);

#endif
