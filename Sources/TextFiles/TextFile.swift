/// A text file in whatever container, encoding and form, made ready for a reader of plain UTF-8 tables.
package struct TextFile {
  package let path: String
  package let form: TextForm
  /// How a reader takes the file to be compressed, by its name; nil where it takes it to be plain.
  package let assumed: FileSignature?
  package let signature: FileSignature

  package init(_ path: String, _ form: TextForm, assumed: FileSignature?) throws(TextFileFault) {
    (self.path, self.form, self.assumed) = (path, form, assumed)
    signature = try FileSignature(path)
  }

  /// How much of a file is looked at: all of it, or what tells its columns.
  package enum Extent: Sendable { case all, head }

  /// A file as a reader takes it.
  package struct Prepared: Sendable, Equatable {
    /// The converted file; nil where the original will do.
    package var path: String?
    package var lines = LineMap()
    /// The delimiter that a first line names.
    package var delimiter: UInt8?
    /// Whether JSON is a list of objects, instead of an object per line.
    package var isArray = false

    package init() {}

    init(path: String, lines: LineMap, delimiter: UInt8?, isArray: Bool) {
      (self.path, self.lines, self.delimiter, self.isArray) = (path, lines, delimiter, isArray)
    }
  }

  /// Looks at a file, and converts it where a reader would not understand it.
  ///
  /// - Parameter target: where a converted file goes.
  package func prepared(_ extent: Extent, at target: String) throws(TextFileFault) -> Prepared {
    // What zstd compressed is the reader's alone.
    guard signature != .zstd else { return Prepared() }
    var raw = try bytes()
    let start = try raw.prefix(Self.headSize)
    let encoding = form.encoding ?? TextEncoding(markIn: start) ?? .utf8
    // A cut character at the end is not a fault of the file.
    var decoded = DecodedBytes(Pieces(start), encoding)
    let text = (try? decoded.next()) ?? []
    let head = TextHead(text, form)
    let isArray = form.delimiter == nil && text.first { $0 > 0x20 } == UInt8(ascii: "[")
    var own = form
    own.delimiter = head.statedDelimiter ?? form.delimiter
    own.dropsFirstLine = head.hasStatement
    // Readers of JSON take no mark, and no line end but a line feed.
    let hasOddMark = form.delimiter == nil && TextEncoding(markIn: start) != nil
    let isPlain =
      encoding == .utf8 && !hasOddMark && own.skippedLines == 0 && !own.dropsFirstLine && own.comment == nil
      && !head.trimsHeader && isAsAssumed
    if isPlain, try !hasMixedEnds(extent) {
      var prepared = Prepared()
      prepared.isArray = isArray
      return prepared
    }
    // Only the header of a table is asked for; the keys of JSON may stand anywhere.
    let limit = extent == .head && form.delimiter != nil ? Self.headSize : Int.max
    let lines = try convert(encoding, own, trimsHeader: head.trimsHeader, limit: limit, to: target)
    return Prepared(path: target, lines: lines, delimiter: head.statedDelimiter, isArray: isArray)
  }

  /// Whether a reader finds the container that the name promises.
  package var isAsAssumed: Bool {
    switch signature {
    case .gzip, .zip, .zstd: signature == assumed && signature != .zip
    case .parquet, .oldDocument, .markup, .json, .unmarkedUTF16, .other: assumed == nil
    }
  }

  private static let headSize = 1 << 20

  private func bytes() throws(TextFileFault) -> any ByteStream {
    switch signature {
    case .gzip: try InflatedBytes(FileBytes(path), .gzip)
    case .zip: try ZipArchive(path).only()
    default: try FileBytes(path)
    }
  }

  /// A long file is given up between two pieces.
  private func next(_ stream: inout some ByteStream) throws(TextFileFault) -> [UInt8]? {
    if Task.isCancelled { throw .cancelled }
    return try stream.next()
  }

  /// Whether lines end in a way that readers do not take. What is compressed is read to its end, for its checksum stands there.
  private func hasMixedEnds(_ extent: Extent) throws(TextFileFault) -> Bool {
    guard extent == .all || form.delimiter == nil else { return false }
    var ends = LineEnds()
    var (stream, seen) = (try bytes(), 0)
    while extent == .all || seen < Self.headSize, let piece = try next(&stream) {
      ends.count(piece)
      seen += piece.count
    }
    return form.delimiter == nil ? ends.haveLoneReturns : ends.areMixed
  }

  private func convert(
    _ encoding: TextEncoding, _ form: TextForm, trimsHeader: Bool, limit: Int, to target: String
  ) throws(TextFileFault) -> LineMap {
    let output = try FileOutput(target)
    var filter = RecordFilter(form, trimsHeader: trimsHeader)
    var text = DecodedBytes(try bytes(), encoding)
    var written = 0
    while written < limit, let piece = try next(&text) {
      let kept = filter.filtered(piece)
      try output.write(kept)
      written += kept.count
    }
    try output.finish()
    return filter.lines
  }
}

/// Bytes in memory, as one piece.
private struct Pieces: ByteStream {
  private var bytes: [UInt8]?

  init(_ bytes: [UInt8]) { self.bytes = bytes.isEmpty ? nil : bytes }

  mutating func next() throws(TextFileFault) -> [UInt8]? {
    defer { bytes = nil }
    return bytes
  }
}
