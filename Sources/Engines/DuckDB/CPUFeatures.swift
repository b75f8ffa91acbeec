internal import CDuckDB

/// What the CPU can do, as far as a prebuilt library depends on it.
package struct CPUFeatures: Sendable, Equatable {
  package let isX86: Bool
  package let hasAVX2: Bool

  package init(isX86: Bool, hasAVX2: Bool) {
    self.isX86 = isX86
    self.hasAVX2 = hasAVX2
  }

  package static let current: CPUFeatures = {
    #if arch(x86_64)
      CPUFeatures(isX86: true, hasAVX2: abtest_cpu_has_avx2())
    #else
      CPUFeatures(isX86: false, hasAVX2: false)
    #endif
  }()

  /// Whether the DuckDB that `Scripts/install-duckdb.py` installs runs here: its x86-64 build is for x86-64-v3.
  var runsInstalledDuckDB: Bool { !isX86 || hasAVX2 }
}
