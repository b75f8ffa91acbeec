#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A size of memory as users write it: a number and a unit, `4GB` or `512 MiB`.
package struct MemoryLimit: Sendable, Equatable {
  /// The size in the form that DuckDB reads, without space.
  package let text: String

  /// - Throws: ``EngineError/Kind/invalidInput`` when the text is not a positive number with a unit, or a size that no machine has.
  package init(_ text: String) throws(EngineError) {
    let number = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
    let unit = text.dropFirst(number.count).drop { $0 == " " }
    guard let value = Double(number), value > 0, let factor = Self.units[unit.lowercased()] else {
      throw EngineError(
        .invalidInput, "\"\(text)\" is not a memory size; write a number and a unit, such as 4GB or 512MiB")
    }
    guard value * factor < Self.most else {
      throw EngineError(.invalidInput, "\"\(text)\" is more memory than a machine can have; write a size such as 4GB")
    }
    self.text = "\(number)\(unit)"
  }

  private init(bytes: Int) { text = "\(bytes / 1024)KiB" }

  /// Half of what is left where the system limits the address space of the process: engines take their share of the machine's
  /// memory and know nothing of such a limit. nil where there is none.
  static var ofLimitedProcess: MemoryLimit? {
    var limit = rlimit()
    #if canImport(Glibc)
      let status = getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    #else
      let status = getrlimit(RLIMIT_AS, &limit)
    #endif
    guard status == 0, limit.rlim_cur < UInt64(1) << 45 else { return nil }
    return MemoryLimit(bytes: max(smallest, (Int(limit.rlim_cur) - ownSpace) / 2))
  }

  /// What code, stacks and reserves of threads take of an address space.
  private static let ownSpace = 700 << 20
  private static let smallest = 128 << 20
  /// Bytes that a signed number of 64 bits counts.
  private static let most = 0x1p63

  /// Powers of 1000, and of 1024 with an `i`.
  private static let units = [
    "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "kib": 0x1p10, "mib": 0x1p20, "gib": 0x1p30, "tib": 0x1p40,
  ]
}
