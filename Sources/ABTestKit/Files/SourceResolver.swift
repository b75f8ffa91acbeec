internal import Diagnostics
internal import Planning
internal import Specification
internal import Tables

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Finds the file of a source and makes sure that it lies under the data root.
struct SourceResolver {
  /// The folder that relative sources start from, and outside of which nothing is read; absolute, without links.
  let root: String
  /// Whether the user named the root, which changes the advice.
  let rootIsGiven: Bool
  private let specPath: String

  /// - Parameter dataRoot: as the user gave it; nil is the spec's folder.
  init(specPath: String, dataRoot: String?) throws(EnvironmentError) {
    let folder = dataRoot ?? FileSystem.folder(of: specPath)
    guard FileSystem.kind(of: folder) == .directory, let real = FileSystem.real(folder) else {
      throw EnvironmentError("the data root \(folder) is not a folder", remedy: "name a folder with --data-root")
    }
    root = real
    rootIsGiven = dataRoot != nil
    self.specPath = specPath
  }

  /// The files of a spec, in the order of its sources, those of a pattern in byte order.
  ///
  /// - Throws: a diagnostic at a source's place, or what the file system refused.
  func resolve(_ spec: ExperimentSpec) throws -> ResolvedSources {
    let groups =
      spec.data.sources.isEmpty
      ? spec.variants.enumerated().map { ($0.offset as Int?, $0.element.sources) } : [(nil, spec.data.sources)]
    var resolved = try resolve(groups, spec.format, spec.data.form)
    // Two facts may select different events of one file.
    resolved.facts = try spec.factsInUse.map { try resolve([(nil, $0.sources)], $0.format, spec.data.form(of: $0)) }
    resolved.joins = try spec.data.joins.map { try resolve([(nil, $0.sources)], $0.format, spec.data.form(of: $0)) }
    return resolved
  }

  private func resolve(
    _ groups: [(Int?, [Positioned<String>])], _ format: SourceFormat, _ form: FileForm
  ) throws -> ResolvedSources {
    var files: [ResolvedSources.File] = []
    var seen: [String: String] = [:]
    for (variant, sources) in groups {
      for source in sources {
        for file in try expand(source, format) {
          let resolved = try resolve(file, of: source, variant)
          if let first = seen.updateValue(resolved.name, forKey: resolved.original) {
            throw fault(
              source, .duplicateSource,
              "the file \(shortened(resolved.name)) is read twice\(first == resolved.name ? "" : ", also as \(shortened(first))")",
              remedy: "name each file only once")
          }
          files.append(resolved)
        }
      }
    }
    let isPartitioned = format == .parquet && files.contains { $0.name.contains("=") }
    return ResolvedSources(
      files: files, format: isPartitioned ? .partitionedParquet : format.tableFormat, form: form)
  }

  /// The files that a source names: itself, those in its folder, or those that its pattern matches.
  private func expand(_ source: Positioned<String>, _ format: SourceFormat) throws -> [String] {
    if source.value.contains("**") {
      throw fault(
        source, .invalidSource,
        "the pattern \(shortened(source.value)) has \"**\", which stands for one folder at most",
        remedy: "name each depth: [\"*.csv\", \"*/*.csv\"]; a folder of Parquet files is read to any depth")
    }
    let path = FileSystem.join(root, source.value)
    let prefix = FileSystem.join(root, "")
    let found: [String]
    switch FileSystem.kind(of: path) {
    case .directory? where format == .parquet:
      found = FileSystem.files(under: path) { $0.lowercased().hasSuffix(".parquet") }
    case nil where source.value.contains(where: { "*?[".contains($0) }):
      // A second run finds what the first one found.
      found = FileSystem.matches(of: source.value, in: root).filter { !SpecFile.isReport($0, of: specPath) }
    default: return [source.value]
    }
    if found.isEmpty, FileSystem.kind(of: path) == .directory {
      throw fault(
        source, .missingSource, "the folder \(shortened(source.value)) has no files that end in .parquet",
        remedy:
          "name a file, a pattern such as \"\(FileSystem.join(source.value, "*.csv"))\", or a folder of Parquet files")
    }
    if found.isEmpty {
      throw fault(
        source, .missingSource, "no file matches \(shortened(source.value))",
        remedy: rootIsGiven
          ? "patterns are relative to the data root"
          : "patterns are relative to the spec's folder, or to --data-root DIR")
    }
    return found.map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }
  }

  private func resolve(_ file: String, of source: Positioned<String>, _ variant: Int?) throws -> ResolvedSources.File {
    let name = shortened(file)
    let path = FileSystem.join(root, file)
    guard let real = FileSystem.real(path) else {
      switch errno {
      case EACCES:
        throw EnvironmentError(
          "cannot reach the source \(name): permission denied", remedy: "give the current user access to its folder")
      case ELOOP:
        throw fault(
          source, .missingSource, "the source \(name) is a link to itself", remedy: "name the file itself")
      case ENOENT where FileSystem.isLink(path):
        throw fault(
          source, .missingSource, "the source \(name) is a link to a file that does not exist",
          remedy: "name the file itself")
      default: throw fault(source, .missingSource, "there is no file \(name)", remedy: missing(name))
      }
    }
    guard real == root || real.hasPrefix(root == "/" ? "/" : root + "/") else {
      throw fault(
        source, .sourceOutsideRoot,
        "the source \(name) lies outside \(rootIsGiven ? "the data root" : "the spec's folder")",
        remedy: "name a folder that contains it with --data-root DIR; sources are then relative to DIR")
    }
    guard case .file(let size) = FileSystem.kind(of: real) else {
      throw fault(
        source, .missingSource, "the source \(name) is not a file",
        remedy: "name a file, or a pattern; a folder can be a source if its files are Parquet")
    }
    guard FileSystem.canRead(real) else {
      throw EnvironmentError(
        "cannot read the source \(name): permission denied", remedy: "make it readable to the current user")
    }
    if size == 0 {
      throw fault(source, .emptySource, "the source \(name) is empty", remedy: "write a header line and rows")
    }
    guard let stamp = FileStamp(real) else {
      throw EnvironmentError("the source \(name) disappeared", remedy: "run the analysis again")
    }
    return ResolvedSources.File(
      name: file, original: real, bytes: size, place: source.place, variant: variant, stamp: stamp)
  }

  private func missing(_ name: String) -> String {
    let folder = FileSystem.folder(of: FileSystem.join(root, name))
    let near = FileSystem.entries(of: folder).flatMap { suggestion(for: FileSystem.name(of: name), among: $0) }
    if let near {
      return
        "did you mean \(FileSystem.folder(of: name) == "." ? near : FileSystem.join(FileSystem.folder(of: name), near))?"
    }
    return rootIsGiven
      ? "sources are relative to the data root" : "sources are relative to the spec's folder, or to --data-root DIR"
  }

  private func fault(
    _ source: Positioned<String>, _ code: DiagnosticCode, _ message: String, remedy: String
  ) -> DiagnosticList {
    DiagnosticList([Diagnostic(code: code, at: source.place, message, remedy: remedy)])
  }
}

extension SourceFormat {
  var tableFormat: TableSource.Format {
    switch self {
    case .csv: .csv
    case .tsv: .tsv
    case .parquet: .parquet
    case .jsonLines: .jsonLines
    }
  }
}
