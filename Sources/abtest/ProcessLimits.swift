#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What `ulimit` leaves to the process. Below the least of it, runtimes and libraries end with a signal instead of an answer.
enum ProcessLimits {
  private struct Limit {
    let resource: CInt
    let least: UInt
    let name: String
    let remedy: String
  }

  #if canImport(Glibc)
    private static let (space, files, stack) = (
      CInt(RLIMIT_AS.rawValue), CInt(RLIMIT_NOFILE.rawValue), CInt(RLIMIT_STACK.rawValue)
    )
  #else
    private static let (space, files, stack) = (CInt(RLIMIT_AS), CInt(RLIMIT_NOFILE), CInt(RLIMIT_STACK))
  #endif

  private static let limits = [
    Limit(
      resource: space, least: 1 << 30, name: "address space",
      remedy: "allow at least 1 GB (ulimit -v 1048576); --memory limits what the data may take"),
    Limit(resource: files, least: 64, name: "open files", remedy: "allow at least 64 (ulimit -n 64)"),
    Limit(resource: stack, least: 1 << 20, name: "stack", remedy: "allow at least 1 MB (ulimit -s 1024)"),
  ]

  /// The first limit that is too low, with what to do; nil where all are high enough.
  static var fault: String? {
    for limit in limits {
      var value = rlimit()
      guard getrlimit(limit.resource, &value) == 0, UInt(value.rlim_cur) < limit.least else { continue }
      let shown = limit.resource == files ? "\(value.rlim_cur)" : "\(value.rlim_cur / 1024) kB"
      return "the limit of the system on \(limit.name) is too low: \(shown)\n    \(limit.remedy)"
    }
    return nil
  }
}
