internal import CDuckDB

/// The functions of DuckDB's C API that abtest calls, looked up once.
struct DuckDBFunctions: Sendable {
  let free: duckdb_free_function
  let createConfig: duckdb_create_config_function
  let setConfig: duckdb_set_config_function
  let destroyConfig: duckdb_destroy_config_function
  let openExt: duckdb_open_ext_function
  let close: duckdb_close_function
  let connect: duckdb_connect_function
  let disconnect: duckdb_disconnect_function
  let interrupt: duckdb_interrupt_function
  let queryProgress: duckdb_query_progress_function
  let query: duckdb_query_function
  let prepare: duckdb_prepare_function
  let destroyPrepare: duckdb_destroy_prepare_function
  let prepareError: duckdb_prepare_error_function
  let preparedStatementType: duckdb_prepared_statement_type_function
  let preparedStatementColumnCount: duckdb_prepared_statement_column_count_function
  let preparedStatementColumnName: duckdb_prepared_statement_column_name_function
  let preparedStatementColumnLogicalType: duckdb_prepared_statement_column_logical_type_function
  let pendingPreparedStreaming: duckdb_pending_prepared_streaming_function
  let executePending: duckdb_execute_pending_function
  let pendingError: duckdb_pending_error_function
  let destroyPending: duckdb_destroy_pending_function
  let columnCount: duckdb_column_count_function
  let columnName: duckdb_column_name_function
  let columnLogicalType: duckdb_column_logical_type_function
  let fetchChunk: duckdb_fetch_chunk_function
  let destroyDataChunk: duckdb_destroy_data_chunk_function
  let resultError: duckdb_result_error_function
  let destroyResult: duckdb_destroy_result_function
  let appenderCreateExt: duckdb_appender_create_ext_function
  let appendInt64: duckdb_append_int64_function
  let appendDouble: duckdb_append_double_function
  let appendNull: duckdb_append_null_function
  let appenderEndRow: duckdb_appender_end_row_function
  let appenderClose: duckdb_appender_close_function
  let appenderErrorData: duckdb_appender_error_data_function
  let appenderDestroy: duckdb_appender_destroy_function
  let getTypeId: duckdb_get_type_id_function
  let destroyLogicalType: duckdb_destroy_logical_type_function
  let resultGetArrowOptions: duckdb_result_get_arrow_options_function
  let destroyArrowOptions: duckdb_destroy_arrow_options_function
  let toArrowSchema: duckdb_to_arrow_schema_function
  let dataChunkToArrow: duckdb_data_chunk_to_arrow_function
  let errorDataMessage: duckdb_error_data_message_function
  let errorDataHasError: duckdb_error_data_has_error_function
  let destroyErrorData: duckdb_destroy_error_data_function

  /// - Throws: ``EngineError/Kind/libraryUnusable`` that names the first function the library lacks.
  init(_ symbols: DuckDBSymbols) throws(EngineError) {
    free = try symbols.function("duckdb_free")
    createConfig = try symbols.function("duckdb_create_config")
    setConfig = try symbols.function("duckdb_set_config")
    destroyConfig = try symbols.function("duckdb_destroy_config")
    openExt = try symbols.function("duckdb_open_ext")
    close = try symbols.function("duckdb_close")
    connect = try symbols.function("duckdb_connect")
    disconnect = try symbols.function("duckdb_disconnect")
    interrupt = try symbols.function("duckdb_interrupt")
    queryProgress = try symbols.function("duckdb_query_progress")
    query = try symbols.function("duckdb_query")
    prepare = try symbols.function("duckdb_prepare")
    destroyPrepare = try symbols.function("duckdb_destroy_prepare")
    prepareError = try symbols.function("duckdb_prepare_error")
    preparedStatementType = try symbols.function("duckdb_prepared_statement_type")
    preparedStatementColumnCount = try symbols.function("duckdb_prepared_statement_column_count")
    preparedStatementColumnName = try symbols.function("duckdb_prepared_statement_column_name")
    preparedStatementColumnLogicalType = try symbols.function("duckdb_prepared_statement_column_logical_type")
    pendingPreparedStreaming = try symbols.function("duckdb_pending_prepared_streaming")
    executePending = try symbols.function("duckdb_execute_pending")
    pendingError = try symbols.function("duckdb_pending_error")
    destroyPending = try symbols.function("duckdb_destroy_pending")
    columnCount = try symbols.function("duckdb_column_count")
    columnName = try symbols.function("duckdb_column_name")
    columnLogicalType = try symbols.function("duckdb_column_logical_type")
    fetchChunk = try symbols.function("duckdb_fetch_chunk")
    destroyDataChunk = try symbols.function("duckdb_destroy_data_chunk")
    resultError = try symbols.function("duckdb_result_error")
    destroyResult = try symbols.function("duckdb_destroy_result")
    appenderCreateExt = try symbols.function("duckdb_appender_create_ext")
    appendInt64 = try symbols.function("duckdb_append_int64")
    appendDouble = try symbols.function("duckdb_append_double")
    appendNull = try symbols.function("duckdb_append_null")
    appenderEndRow = try symbols.function("duckdb_appender_end_row")
    appenderClose = try symbols.function("duckdb_appender_close")
    appenderErrorData = try symbols.function("duckdb_appender_error_data")
    appenderDestroy = try symbols.function("duckdb_appender_destroy")
    getTypeId = try symbols.function("duckdb_get_type_id")
    destroyLogicalType = try symbols.function("duckdb_destroy_logical_type")
    resultGetArrowOptions = try symbols.function("duckdb_result_get_arrow_options")
    destroyArrowOptions = try symbols.function("duckdb_destroy_arrow_options")
    toArrowSchema = try symbols.function("duckdb_to_arrow_schema")
    dataChunkToArrow = try symbols.function("duckdb_data_chunk_to_arrow")
    errorDataMessage = try symbols.function("duckdb_error_data_message")
    errorDataHasError = try symbols.function("duckdb_error_data_has_error")
    destroyErrorData = try symbols.function("duckdb_destroy_error_data")
  }
}
