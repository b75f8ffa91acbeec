internal import Diagnostics
internal import Specification
internal import Tables
internal import TextFiles

/// Looks into the files of a spec, and converts those that the engine would not understand.
struct SourcePreparation {
  let extent: TextFile.Extent
  /// Where converted files go.
  let folder: String

  func callAsFunction(_ sources: ResolvedSources) throws -> ResolvedSources {
    var number = 0
    var prepared = try prepare(sources, &number)
    prepared.facts = try sources.facts.map { try prepare($0, &number) }
    prepared.joins = try sources.joins.map { try prepare($0, &number) }
    return prepared
  }

  private func prepare(_ sources: ResolvedSources, _ number: inout Int) throws -> ResolvedSources {
    var sources = sources
    for index in sources.files.indices {
      number += 1
      let file = sources.files[index]
      do {
        let found = try prepared(file, sources, at: target(file, number))
        sources.files[index].prepared = found
        if index == 0 {
          sources.statedDelimiter = found.delimiter.map { Character(Unicode.Scalar($0)) }
          if found.isArray { sources.format = .jsonArray }
        }
        try checkAlike(sources, index)
      } catch let fault as TextFileFault {
        throw fault.translated(file)
      }
    }
    return sources
  }

  private func prepared(
    _ file: ResolvedSources.File, _ sources: ResolvedSources, at target: String
  ) throws -> TextFile.Prepared {
    guard sources.format.isText else { return TextFile.Prepared() }
    let text = try TextFile(file.original, TextForm(sources), assumed: FileSignature(promisedBy: file.original))
    try FileContent(file, text.signature).check(text.form, sources, isAsAssumed: text.isAsAssumed)
    return try text.prepared(extent, at: target)
  }

  /// Under the name that messages show.
  private func target(_ file: ResolvedSources.File, _ number: Int) -> String {
    "\(folder)/\(number)/\(plainName(FileSystem.name(of: file.original)))"
  }

  /// The engine would take a converted file to be compressed if its name said so.
  private func plainName(_ name: String) -> String {
    let ending = [".gz", ".zst", ".zip"].first { name.lowercased().hasSuffix($0) }
    return ending.map { String(name.dropLast($0.count)) } ?? name
  }

  /// Files of one source are read as one table.
  private func checkAlike(_ sources: ResolvedSources, _ index: Int) throws {
    let (file, first) = (sources.files[index], sources.files[0])
    if file.prepared.isArray != first.prepared.isArray {
      throw file.fault(
        .mixedFormats,
        "one of \(shortened(file.name)) and \(shortened(first.name)) is a list of objects, the other has an object per line",
        "convert all files to one format")
    }
    let stated = [file, first].map { $0.prepared.delimiter.map { Character(Unicode.Scalar($0)) } }
    if sources.form.delimiter == nil, stated[0] != stated[1] {
      throw file.fault(
        .mixedFormats, "\(shortened(file.name)) and \(shortened(first.name)) have different delimiters",
        "convert all files to one format")
    }
  }
}

extension TextForm {
  /// How the files of a source are written.
  fileprivate init(_ sources: ResolvedSources) {
    let form = sources.form
    let isTable = !sources.format.namesValues
    self.init(
      encoding: form.encoding.flatMap { TextEncoding(rawValue: $0.value.rawValue) },
      skippedLines: form.skip?.value ?? 0,
      comment: isTable ? form.comment?.value.asciiValue : nil,
      delimiter: isTable ? sources.table([]).delimiter.asciiValue : nil, isDelimiterStated: form.delimiter != nil)
  }
}

extension FileSignature {
  /// How an engine takes a file to be compressed.
  fileprivate init?(promisedBy name: String) {
    let name = name.lowercased()
    if name.hasSuffix(".gz") {
      self = .gzip
    } else if name.hasSuffix(".zst") {
      self = .zstd
    } else {
      return nil
    }
  }
}

extension ResolvedSources.File {
  /// What is wrong with the file, at the place that names it.
  func fault(_ code: DiagnosticCode, _ message: String, _ remedy: String) -> DiagnosticList {
    DiagnosticList([Diagnostic(code: code, at: place, message, remedy: remedy)])
  }
}
