internal import Diagnostics
internal import Specification
internal import Tables
internal import TextFiles

/// What a file is, where a text file was expected.
struct FileContent {
  private let file: ResolvedSources.File
  private let signature: FileSignature

  init(_ file: ResolvedSources.File, _ signature: FileSignature) { (self.file, self.signature) = (file, signature) }

  /// - Throws: what the file is instead of text, and what to do with it.
  func check(_ form: TextForm, _ sources: ResolvedSources, isAsAssumed: Bool) throws {
    switch signature {
    case .gzip, .other: break
    case .zip where try ZipArchive(file.original).isWorkbook: throw workbook
    case .zip: try checkEntry(sources)
    case .oldDocument: throw workbook
    case .markup:
      throw fault(
        "is a page of HTML or XML, whatever its name says",
        "open it with the program that wrote it, save it as CSV (UTF-8), and name that file")
    case .json where sources.format == .csv || sources.format == .tsv:
      throw fault(
        "holds JSON, but is read as \(sources.format.rawValue)",
        "add \"format\": \"\(SourceFormat.jsonLines.rawValue)\" beside \"source\"")
    case .json: break
    case .unmarkedUTF16 where form.encoding == nil:
      throw fault(
        "looks like UTF-16, but does not begin with the mark of it",
        "add \"encoding\": \"utf-16\" beside \"source\", or save the file as UTF-8")
    case .unmarkedUTF16: break
    case .parquet: throw fault("is a Parquet file", "add \"format\": \"parquet\" beside \"source\"")
    case .zstd where !isAsAssumed:
      throw fault("is compressed with zstd, but its name does not say so", "let the name end in .zst")
    case .zstd where form.encoding ?? .utf8 != .utf8 || form.skippedLines > 0 || form.comment != nil:
      throw fault(
        "is compressed with zstd, so that \"encoding\", \"skip\" and \"comment\" cannot be applied to it",
        "decompress it, or compress it with gzip")
    case .zstd:
      var frames = try ZstandardFrames(file.original)
      guard try frames.areWhole() else { throw TextFileFault.cutShort(.zstd) }
    }
  }

  /// The name of an archive says nothing of the file in it, whose name does.
  private func checkEntry(_ sources: ResolvedSources) throws {
    guard sources.form.format == nil, let entry = try ZipArchive(file.original).entries.first?.name,
      let format = SourceFormat(name: entry), format.tableFormat != sources.format
    else { return }
    throw fault(
      "is an archive of \(quoted(entry)), which is read as \(sources.format.rawValue)",
      "add \"format\": \"\(format.rawValue)\" beside \"source\"")
  }

  private var workbook: DiagnosticList {
    fault(
      "is a workbook of a spreadsheet program, whatever its name says",
      "save the sheet with the data as CSV (UTF-8) and name that file")
  }

  private func fault(_ finding: String, _ remedy: String) -> DiagnosticList {
    file.fault(.invalidSource, "the source \(shortened(file.name)) \(finding)", remedy)
  }
}

extension TextFileFault {
  /// The fault at the place that names the file; or what the world refused.
  func translated(_ file: ResolvedSources.File) -> any Error {
    let name = shortened(file.name)
    switch self {
    case .cancelled: return Interrupted()
    case .refused(let reason): return EnvironmentError("cannot read the source \(name): \(reason)")
    case .cannotWrite(let reason):
      return EnvironmentError(
        "cannot convert the source \(name): \(reason)",
        remedy: "a copy of it is made in the temporary folder: make room there, or set TMPDIR to another folder")
    case .cutShort(let container):
      return file.fault(
        .malformedSource, "\(name) is cut short: its \(container.rawValue) data ends too early",
        "copy or compress the file again")
    case .corrupt(let container):
      return file.fault(
        .malformedSource, "\(name) is damaged: its \(container.rawValue) data does not fit its checksum",
        "copy or compress the file again")
    case .undecodable(let encoding, let line):
      return file.fault(
        .malformedSource, "line \(line) of \(name) has bytes that are no character in \(encoding.rawValue)",
        "write the encoding that the file has with \"encoding\", or save it as UTF-8")
    case .severalEntries(let names):
      return file.fault(
        .invalidSource,
        names.isEmpty
          ? "the archive \(name) has no file in it"
          : "the archive \(name) has \(names.count) files in it: \(listedShortly(names))",
        "unpack it and name the files that belong to the experiment")
    case .unsupportedEntry(let entry):
      return file.fault(
        .invalidSource, "the archive \(name) has \(quoted(entry)) in a form that is not supported",
        "unpack it and name the file")
    }
  }

  private func listedShortly(_ names: [String]) -> String {
    names.prefix(3).map { quoted($0) }.joined(separator: ", ") + (names.count > 3 ? " and \(names.count - 3) more" : "")
  }
}
