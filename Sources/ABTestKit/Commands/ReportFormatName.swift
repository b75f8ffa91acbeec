internal import Reporting

/// A format that a report can be written in.
public struct ReportFormatName: Sendable, Hashable {
  /// The word for `--format`.
  public let key: String

  /// The format of a name; nil when no format has it.
  public init?(_ key: String) {
    guard ReportFormats.all.contains(where: { $0.key == key }) else { return nil }
    self.key = key
  }

  /// Every word, in the order in which files are written.
  public static var allKeys: [String] { ReportFormats.all.map { $0.key } }
}
