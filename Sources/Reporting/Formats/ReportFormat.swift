/// A way to write a report to a file.
package protocol ReportFormat: Sendable {
  /// The word for `--format`.
  static var key: String { get }
  /// The name of the file, before a spec's own name is put before it.
  static var fileName: String { get }
  /// How every file of the format begins, by which it is not taken for data; nil where no data is written in this format.
  static var beginning: String? { get }

  static func render(_ report: Report) -> String
}

extension ReportFormat {
  package static var beginning: String? { nil }
}
