/// All faults of one input, in the order of their places; thrown when one of them is an error.
public struct DiagnosticList: Error, Sendable, Equatable {
  public let diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) {
    var seen = Set<Diagnostic>()
    self.diagnostics = diagnostics.filter { seen.insert($0).inserted }.enumerated()
      .sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
      .map(\.element)
  }

  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

extension DiagnosticList: CustomStringConvertible {
  /// The first faults, each with its remedy, and how many more there are: nobody reads thousands.
  public var description: String {
    let more = diagnostics.count - Self.mostShown
    return (diagnostics.prefix(Self.mostShown).map(\.description) + (more > 0 ? ["... and \(more) more"] : []))
      .joined(separator: "\n")
  }

  private static let mostShown = 100
}
