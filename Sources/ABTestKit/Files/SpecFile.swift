internal import Diagnostics
internal import Reporting

/// A spec's file: read whole, unless it is larger than any spec.
enum SpecFile {
  static func read(_ path: String) throws(EnvironmentError) -> [UInt8] {
    switch FileSystem.kind(of: path) {
    case nil:
      throw EnvironmentError(
        "there is no file \(path)", remedy: "name a spec, such as experiments/cta-colour/spec.json")
    case .directory:
      throw EnvironmentError(
        "\(path) is a folder", remedy: "name the spec in it, or check the folder with abtest check")
    case .file, .other: return try FileSystem.read(path, limit: ExperimentSpec.largestFile)
    }
  }

  /// Whether a file was written by an analysis of the spec: it has the name of a report, and begins as one.
  static func isReport(_ file: String, of path: String) -> Bool {
    ReportFormats.all.contains { format in
      guard let beginning = format.beginning.map({ Array($0.utf8) }),
        FileSystem.name(of: file) == outputPrefix(path) + format.fileName
      else { return false }
      return (try? FileSystem.read(file, limit: beginning.count))?.starts(with: beginning) ?? false
    }
  }

  /// `name.abtest.json` and `name.json` are `name`; `spec.json` needs no prefix.
  static func outputPrefix(_ path: String) -> String {
    var stem = FileSystem.name(of: path)
    for ending in [".json", ".abtest"] where stem.hasSuffix(ending) { stem.removeLast(ending.count) }
    return stem == "spec" ? "" : stem + "."
  }
}
