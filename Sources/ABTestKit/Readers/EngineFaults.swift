internal import Diagnostics
internal import Engines
internal import Planning
internal import SummarySQL
internal import Terms
internal import TextFiles

/// Turns an engine's error into what the user can act on: a fault of the data at its place in the spec, or of the world.
struct EngineFaults {
  let spec: ExperimentSpec
  let sources: ResolvedSources
  /// Taken out of messages: a report or a log names no folder of one machine.
  let root: String

  func translated(_ fault: NeedFault) -> any Error {
    switch fault {
    case .tooManyGroups(let grouping): tooManyGroups(grouping)
    case .emptyCaps(let caps): emptyCaps(caps)
    case .changedSource: EnvironmentError("the source changed while it was read", remedy: "run the analysis again")
    case .emptyFile(let path): emptySource(file(path))
    case .blankHeader(let path): blankHeader(file(path))
    }
  }

  /// - Precondition: the path is that of a source.
  private func file(_ path: String) -> ResolvedSources.File {
    guard let file = sources.allFiles.first(where: { $0.path == path }) else {
      preconditionFailure("\(path) is not a source")
    }
    return file
  }

  private func emptySource(_ file: ResolvedSources.File) -> DiagnosticList {
    guard let skipped = skippedLines(file) else {
      return fault(file, .emptySource, "the source \(shortened(file.name)) is empty", "write a header line and rows")
    }
    return fault(
      file, .emptySource,
      "the source \(shortened(file.name)) has nothing below the \(skipped == 1 ? "line" : "\(skipped) lines") that \"skip\" leaves out",
      "write in \"skip\" how many lines stand above the header")
  }

  /// What the spec says of lines above the header of a file.
  private func skippedLines(_ file: ResolvedSources.File) -> Int? {
    sources.all.first { $0.files.contains { $0.path == file.path } }?.form.skip?.value
  }

  private func blankHeader(_ file: ResolvedSources.File) -> DiagnosticList {
    guard let skipped = skippedLines(file) else {
      return fault(
        file, .malformedSource, "the first line of \(shortened(file.name)) is blank",
        "start the file with the header line")
    }
    return fault(
      file, .malformedSource, "line \(skipped + 1) of \(shortened(file.name)), where \"skip\" ends, is blank",
      "write in \"skip\" how many lines stand above the header, blank ones as well")
  }

  /// A division as fine as the data.
  private func tooManyGroups(_ grouping: Grouping) -> DiagnosticList {
    var seen = Set<String>()
    let names = grouping.columns.filter { seen.insert($0).inserted }.map { quoted($0) }
    let causes =
      (names.isEmpty ? [] : ["the values of " + names.joined(separator: ", ")])
      + (grouping.indicated.isEmpty ? [] : ["the patterns of missing values in \(grouping.indicated.count) covariates"])
    let attributes = spec.segments + spec.strata
    let place = attributes.first?.place ?? spec.metrics.flatMap(\.covariates).first?.place
    return DiagnosticList([
      Diagnostic(
        code: .tooManyGroups, at: place ?? spec.sourcePlace,
        "\(causes.joined(separator: " and ")) make more than \(Grouping.limit) groups",
        remedy: attributes.isEmpty
          ? "name fewer covariates; prefer numbers that are rarely missing and texts with few values"
          : "name attributes with few values; a number with many values belongs in \"covariates\"")
    ])
  }

  /// Caps that would leave nothing of any value, as where most units have none.
  private func emptyCaps(_ caps: [String: Double]) -> DiagnosticList {
    let found = spec.metrics.compactMap { metric -> Diagnostic? in
      guard let cap = metric.cap, case .quantile(let share, let ofNonzero) = cap.level,
        let value = caps[metric.name.value], value <= 0
      else { return nil }
      return Diagnostic(
        code: .emptyCap, at: cap.place,
        "the \(share) quantile of \(quoted(metric.name.value)) is \(value == 0 ? "0" : "\(value)"), but a cap must be greater than 0",
        remedy: ofNonzero
          ? "write a higher quantile, or { \"value\": ... }"
          : "add \"nonzero\": true, write a higher quantile, or { \"value\": ... }")
    }
    return DiagnosticList(found)
  }

  private var source: String { shortened(spec.sourceName) }

  func translated(_ error: EngineError) -> any Error {
    switch error.kind {
    case .interrupted: return Interrupted()
    case .memory:
      return EnvironmentError(
        "out of memory while reading \(source)", remedy: "raise the limit with --memory, such as --memory 8GB")
    case .libraryMissing, .libraryUnusable, .cpu, .permission:
      return EnvironmentError(error.summary, remedy: error.detail)
    case .conversion, .binding:
      return refusedFilter(error) ?? malformed(error)
    case .io, .invalidInput, .syntax, .other:
      return malformed(error)
    }
  }

  /// The generated SQL always binds, so what does not bind or convert is an expression that the user wrote.
  private func refusedFilter(_ error: EngineError) -> DiagnosticList? {
    let facts = spec.metrics.flatMap(\.metric.terms).flatMap(\.facts).flatMap(\.expressions)
    let filters =
      ([spec.data.where] + spec.factsInUse.map(\.where) + spec.metrics.map(\.where)).compactMap(\.self) + facts
    guard let filter = filters.first else { return refusedValue(error) }
    return DiagnosticList([
      Diagnostic(
        code: .refusedExpression, at: filter.place,
        "\(source) cannot be filtered by \"\(filter.text.text)\": \(clean(error.summary))",
        remedy: "compare each column with values of its own type")
    ])
  }

  private func refusedValue(_ error: EngineError) -> DiagnosticList? {
    let terms = spec.metrics.flatMap(\.metric.terms)
    let value = terms.lazy.compactMap(\.computed).first
    guard let value else { return nil }
    return DiagnosticList([
      Diagnostic(
        code: .refusedExpression, at: value.place,
        "\"\(value.text.text)\" cannot be computed from \(source): \(clean(error.summary))",
        remedy: "use each column as the type that it holds")
    ])
  }

  /// A file that is not what its name says: the engine's own finding, its line number kept, its advice about options dropped.
  private func malformed(_ error: EngineError) -> DiagnosticList {
    // The engine names the file that it stumbled over; the longest match, for one path may begin another.
    let file = sources.allFiles.filter { error.message.contains($0.path) }
      .max { $0.path.utf8.count < $1.path.utf8.count }
    let source = file.map { shortened($0.name) } ?? self.source
    let found = error.sourceFault
    let line = found.line.flatMap(Int.init).map { file?.prepared.lines.original($0) ?? $0 }
    let place =
      line.map { "line \($0) of \(source)" } ?? found.object.map { "object \($0) of \(source)" } ?? source
    func malformed(_ message: String, _ remedy: String) -> DiagnosticList {
      fault(file, .malformedSource, "\(place) \(message)", remedy)
    }
    switch found.kind {
    case .invalidUTF8:
      // What zstd compressed is the engine's alone, which reads UTF-8.
      let isOutOfReach = file.map { $0.path.lowercased().hasSuffix(".zst") } ?? false
      return fault(
        file, .invalidUTF8, "\(place) is not UTF-8",
        (isOutOfReach ? "decompress it, or compress it with gzip, and " : "")
          + "write the encoding that it has, such as \"encoding\": \"windows-1252\", or save the file as UTF-8")
    case .unclosedQuote:
      return malformed("has a quote that is never closed", "close it, or double a quote inside a text")
    case .fieldCount(let found, let expected):
      return malformed(
        "has \(found) field\(found == "1" ? "" : "s"), but the header has \(expected)",
        expected == "1"
          ? "if lines with a title stand above the header, add \"skip\" with their number"
          : "put texts that contain the delimiter in quotes, and write every field of a row")
    case .longLine:
      return malformed("is longer than 2 MB", "a closing quote may be missing; rows are not that long")
    case .cutShort:
      return malformed("is cut short: its gzip data ends too early", "copy or compress the file again")
    case .notParquet:
      return malformed(
        "is not a complete Parquet file",
        "write it again; if it is a text file, add \"format\": \"csv\" beside \"source\"")
    case .malformedObject(let reason):
      return malformed("is not JSON: \(reason)", "write one object per line, or a list of objects")
    case .other:
      return fault(
        file, .malformedSource, "cannot read \(source): \(clean(error.summary))",
        "check that the file's contents match its extension")
    }
  }

  /// Without folders of one machine, and with the names that files have in the spec.
  private func clean(_ text: String) -> String {
    let named = sources.replacingPaths(in: text, with: \.name)
    return named.split(separator: root + "/", omittingEmptySubsequences: false).joined()
  }

  private func fault(
    _ file: ResolvedSources.File?, _ code: DiagnosticCode, _ message: String, _ remedy: String
  ) -> DiagnosticList {
    DiagnosticList([Diagnostic(code: code, at: file?.place ?? spec.sourcePlace, message, remedy: remedy)])
  }
}
