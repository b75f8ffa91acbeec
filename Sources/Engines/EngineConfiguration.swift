/// What an engine may use: one directory of data, and a share of the machine.
package struct EngineConfiguration: Sendable, Equatable {
  /// The only directory whose files may be read; an absolute path.
  package let dataRoot: String
  /// The number of threads; `nil` is one per core. It never changes a result.
  package let threads: Int?
  /// The memory that the engine may take, such as `4GB`; `nil` is the engine's default (DuckDB: 80 % of the machine).
  package let memoryLimit: MemoryLimit?
  /// Where a private folder for data that does not fit in memory is made; `nil` is the system's temporary directory.
  package let temporaryDirectory: String?

  /// - Throws: ``EngineError/Kind/invalidInput`` when a value cannot be right, whatever the machine.
  package init(
    dataRoot: String, threads: Int? = nil, memoryLimit: String? = nil, temporaryDirectory: String? = nil
  ) throws(EngineError) {
    guard dataRoot.hasPrefix("/") else {
      throw EngineError(.invalidInput, "the data root \"\(dataRoot)\" is not an absolute path")
    }
    if let threads, !Self.threadRange.contains(threads) {
      let range = "\(Self.threadRange.lowerBound) to \(Self.threadRange.upperBound)"
      throw EngineError(.invalidInput, "the number of threads is \(threads); it must be from \(range)")
    }
    self.dataRoot = dataRoot
    self.threads = threads
    self.memoryLimit =
      if let memoryLimit { try MemoryLimit(memoryLimit) } else { MemoryLimit.ofLimitedProcess }
    self.temporaryDirectory = temporaryDirectory
  }

  private static let threadRange = 1...1024
}
