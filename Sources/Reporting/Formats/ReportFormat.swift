/// A way to write a report to a file.
package protocol ReportFormat: Sendable {
  /// The word for `--format`.
  static var key: String { get }
  /// The name of the file, before a spec's own name is put before it.
  static var fileName: String { get }

  static func render(_ report: Report) -> String
}
