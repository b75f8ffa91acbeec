/// Every format; a test compares the list with the folder.
package enum ReportFormats {
  package static let all: [any ReportFormat.Type] = [MarkdownFormat.self, CSVFormat.self, JSONFormat.self]
}
