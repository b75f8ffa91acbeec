internal import Diagnostics
internal import Planning
internal import Specification
internal import Tables
internal import TextFiles

/// The files that a spec reads, found and inside the data root.
struct ResolvedSources {
  struct File {
    /// Relative to the data root, as far as the spec has it so.
    let name: String
    /// Absolute, without links.
    let original: String
    let bytes: Int
    /// The place in the spec that names the source.
    let place: SourcePlace
    /// Set where a variant has files of its own.
    let variant: Int?
    /// What the file was before it was read.
    let stamp: FileStamp
    /// How the engine gets it.
    var prepared = TextFile.Prepared()

    /// What the engine reads.
    var path: String { prepared.path ?? original }
  }

  /// The files of the source, at least one.
  var files: [File]
  var format: TableSource.Format
  let form: FileForm
  /// The delimiter that the files themselves name.
  var statedDelimiter: Character?
  /// The files of the facts in use, in the order of the spec.
  var facts: [ResolvedSources] = []

  /// The files of the second tables, likewise.
  var joins: [ResolvedSources] = []

  /// All files, those of the facts and of second tables included.
  var allFiles: [File] { all.flatMap(\.files) }

  var all: [ResolvedSources] { [self] + facts + joins }

  /// A text that has the paths of what the engine read, with something else in their place.
  func replacingPaths(in text: String, with name: (File) -> String) -> String {
    allFiles.reduce(text) { text, file in
      text.split(separator: file.path, omittingEmptySubsequences: false).joined(separator: name(file))
    }
  }

  /// Whether values stand beside their names in some of the files.
  var nameValues: Bool { all.contains { $0.format.namesValues } }

  func table(_ files: [File]) -> TableSource {
    TableSource(files: files.map(\.path), format: format, delimiter: form.delimiter?.value ?? statedDelimiter)
  }

  /// What a plan reads: all files at once, or those of each variant.
  var parts: [PlannedSource.Part] {
    let variants = files.compactMap(\.variant)
    guard let last = variants.max() else { return [PlannedSource.Part(table: table(files), variant: nil)] }
    return (0...last).map { variant in
      PlannedSource.Part(table: table(files.filter { $0.variant == variant }), variant: variant)
    }
  }

  /// - Throws: where a report would be written over a file of the data.
  func checkKept(writing names: [String], to folder: String) throws(EnvironmentError) {
    for name in names {
      let path = FileSystem.real(FileSystem.join(folder, name))
      guard let file = allFiles.first(where: { $0.original == path }) else { continue }
      throw EnvironmentError(
        "the report \(name) would replace the source \(shortened(file.name))",
        remedy: "rename the source, or name another folder with --out")
    }
  }

  /// - Throws: where a file is not the one that was found first: numbers of two files would be mixed.
  func checkUnchanged() throws(EnvironmentError) {
    for file in allFiles where FileStamp(file.original) != file.stamp {
      throw EnvironmentError(
        "the source \(shortened(file.name)) changed while it was read",
        remedy: "run the analysis again when nothing writes to it")
    }
  }
}
