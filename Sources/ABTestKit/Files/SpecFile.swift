internal import Diagnostics

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

  /// `name.abtest.json` and `name.json` are `name`; `spec.json` needs no prefix.
  static func outputPrefix(_ path: String) -> String {
    var stem = FileSystem.name(of: path)
    for ending in [".json", ".abtest"] where stem.hasSuffix(ending) { stem.removeLast(ending.count) }
    return stem == "spec" ? "" : stem + "."
  }
}
