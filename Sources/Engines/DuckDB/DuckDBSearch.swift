#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
  internal import MachO
#endif

/// The places where libduckdb may be, in the order in which they are tried.
package struct DuckDBSearch: Sendable, Equatable {
  package struct Place: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
      /// The user named this file: it must be there and work.
      case named
      /// Where this project puts its own build, which needs AVX2 on x86-64.
      case ours
      case homebrew
      /// A bare name, for the system's loader to find.
      case loader
    }

    package let kind: Kind
    package let path: String
  }

  package let places: [Place]

  init(places: [Place]) { self.places = places }

  /// - Parameters:
  ///   - named: a path that the user gave; then no other place is tried.
  ///   - environment: looks up a variable; `ABTEST_LIBDUCKDB` counts as named by the user.
  ///   - executable: the path of the running program.
  package init(named: String?, environment: (String) -> String?, executable: String?) {
    func variable(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
    if let path = named ?? variable("ABTEST_LIBDUCKDB") {
      places = [Place(kind: .named, path: path)]
      return
    }
    var ours: [String] = []
    if let executable, let slash = executable.lastIndex(of: "/") {
      let folder = executable[..<slash]
      ours += ["\(folder)/../lib/\(Self.fileName)", "\(folder)/\(Self.fileName)"]
    }
    if let data = variable("XDG_DATA_HOME") ?? variable("HOME").map({ "\($0)/.local/share" }) {
      ours.append("\(data)/abtest/lib/\(Self.fileName)")
    }
    let prefixes = [variable("HOMEBREW_PREFIX"), "/opt/homebrew", "/usr/local", "/home/linuxbrew/.linuxbrew"]
    places =
      ours.map { Place(kind: .ours, path: $0) }
      + [Place(kind: .loader, path: Self.fileName)]
      + prefixes.compactMap { $0 }.map { Place(kind: .homebrew, path: "\($0)/lib/\(Self.fileName)") }
  }

  /// The search of this process.
  package static func current(named: String? = nil) -> DuckDBSearch {
    DuckDBSearch(named: named, environment: { getenv($0).map { String(cString: $0) } }, executable: executablePath())
  }

  #if canImport(Darwin)
    static let fileName = "libduckdb.dylib"
    static let installCommand = "brew install duckdb"
  #else
    static let fileName = "libduckdb.so"
    static let installCommand = "python3 Scripts/install-duckdb.py"
  #endif

  private static func executablePath() -> String? {
    #if canImport(Darwin)
      var size = UInt32(PATH_MAX)
      var buffer = [CChar](repeating: 0, count: Int(size))
      guard _NSGetExecutablePath(&buffer, &size) == 0, let path = realpath(buffer, nil) else { return nil }
    #else
      guard let path = realpath("/proc/self/exe", nil) else { return nil }
    #endif
    defer { free(path) }
    return String(cString: path)
  }
}
