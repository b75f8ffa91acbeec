import ABTestKit
import TestSupport

/// The rows of `results.json`, every value as a text, of an analysis inside the process.
///
/// - Parameter files: by name; a Parquet file is given as the CSV that it has the rows of.
func analyzedRows(_ spec: SmallSpec, _ files: [String: String]) async throws -> [[String: String]] {
  let folder = try ScratchFolder()
  for (name, text) in files {
    guard name.hasSuffix(".parquet") else {
      try folder.write(text, to: name)
      continue
    }
    try folder.write(text, to: "text.csv")
    try DuckDBWriter.write("from '\(folder("text.csv"))'", to: folder(name))
  }
  try folder.write(spec.json, to: "spec.json")
  var options = AnalysisOptions()
  options.formats = [ReportFormatName("json")].compactMap(\.self)
  _ = try await AnalysisRun(spec: folder("spec.json"), options: options)()
  return try JSONResults(folder.bytes(of: "results.json")).rows.map { row in
    row.words.merging(row.numbers.mapValues { "\($0)" }) { $1 }.merging(row.counts.mapValues { "\($0)" }) { $1 }
  }
}
