import TestSupport

/// Units 1 to `count` below the header `user,variant,sold` and more columns.
func rows(_ more: String = "", count: Int, _ row: (Int) -> String) -> String {
  let header = "user,variant,sold" + (more.isEmpty ? "" : "," + more)
  return ([header] + (1...count).map(row)).map { $0 + "\n" }.joined()
}

/// Even units are old, odd ones new.
func old(_ unit: Int) -> String { unit % 2 == 0 ? "old" : "new" }

/// Data without any finding but a difference: new is better.
let healthyData = rows(count: 400) { "\($0),\(old($0)),\($0 % 4 == 1 || $0 % 16 == 0 ? 1 : 0)" }

/// A gz file of nothing.
let emptyGzip: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]

extension Example {
  /// A spec beside a source of any name.
  init(
    _ name: String, source: String, spec: SmallSpec = SmallSpec(),
    prepare: @escaping @Sendable (ScratchFolder) throws -> Void
  ) {
    var spec = spec
    spec.source = source
    let json = spec.json
    self.init(name) { folder in
      try folder.write(json, to: "spec.json")
      try prepare(folder)
    }
  }

  /// - Parameter data: keys of `data` beside the source and the unit, each with a comma before it.
  init(_ name: String, source: String, data: String = "", _ bytes: [UInt8]) {
    self.init(name) { folder in
      try folder.write(bytes, to: source)
      try folder.write(
        SmallSpec {
          $0.source = source
          $0.data += data
        }.json, to: "spec.json")
    }
  }
}

extension Example {
  /// The example with one more thing in the folder.
  func also(_ more: @escaping @Sendable (ScratchFolder) throws -> Void) -> Example {
    Example(name, arguments) { folder in
      try prepare(folder)
      try more(folder)
    }
  }
}
