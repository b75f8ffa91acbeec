internal import Diagnostics
internal import Planning
internal import Tables

/// The files that a spec reads, found and inside the data root.
struct ResolvedSources {
  struct File {
    /// Relative to the data root, as far as the spec has it so.
    let name: String
    /// Absolute, without links.
    let path: String
    let bytes: Int
    /// The place in the spec that names the source.
    let place: SourcePlace
    /// Set where a variant has files of its own.
    let variant: Int?
  }

  /// The files of the source, at least one.
  let files: [File]
  let format: TableSource.Format
  let delimiter: Character?
  /// The files of the facts in use, in the order of the spec.
  var facts: [ResolvedSources] = []

  /// All files, those of the facts included.
  var allFiles: [File] { files + facts.flatMap(\.files) }

  func table(_ files: [File]) -> TableSource {
    TableSource(files: files.map(\.path), format: format, delimiter: delimiter)
  }

  /// What a plan reads: all files at once, or those of each variant.
  var parts: [PlannedSource.Part] {
    let variants = files.compactMap(\.variant)
    guard let last = variants.max() else { return [PlannedSource.Part(table: table(files), variant: nil)] }
    return (0...last).map { variant in
      PlannedSource.Part(table: table(files.filter { $0.variant == variant }), variant: variant)
    }
  }
}
