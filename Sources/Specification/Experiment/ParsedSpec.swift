public import Diagnostics

/// What reading a spec's file gave.
public struct ParsedSpec: Sendable, Equatable {
  /// The spec; nil when one of the diagnostics is an error.
  public let spec: ExperimentSpec?
  /// What can be told of a faulty spec, so that its names can still be looked up in the data; never analyzed.
  package let draft: ExperimentSpec?
  /// Every fault of the text, in the order of the file.
  public let diagnostics: DiagnosticList
}
