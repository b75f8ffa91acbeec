import Diagnostics
internal import Terms

/// Reads JSON exactly as RFC 8259 has it, into a tree with the place of every key and value.
///
/// A syntax error ends the reading. A key that stands twice is collected and reading goes on with the first of them.
struct JSONParser {
  var cursor: TextCursor
  private(set) var duplicates: [Diagnostic] = []

  init(_ source: SourceText) {
    cursor = TextCursor(source.scalars, file: source.file)
  }

  /// The tree of a file, or nil when its text is faulty; the faults go into the collector.
  package static func parse(bytes: [UInt8], file: String, faults: FaultCollector) -> SpecNode? {
    do throws(SyntaxFault) {
      var parser = JSONParser(try SourceText(bytes: bytes, file: file))
      defer { parser.duplicates.forEach(faults.add) }
      return try parser.document()
    } catch {
      faults.add(error.diagnostic)
      return nil
    }
  }

  private mutating func document() throws(SyntaxFault) -> SpecNode {
    skipWhitespace()
    guard cursor.current != nil else {
      throw fault("the file is empty", remedy: "write an object: { \"abtest\": 1, \"name\": ..., ... }")
    }
    let root = try value(depth: 0)
    skipWhitespace()
    guard cursor.current == nil else {
      throw fault("\(found()) after the end of the spec", remedy: "remove it; a file contains one object")
    }
    return root
  }

  private mutating func value(depth: Int) throws(SyntaxFault) -> SpecNode {
    let place = cursor.place
    switch cursor.current {
    case "{": return SpecNode(.object(try object(depth: depth)), at: place)
    case "[": return SpecNode(.array(try array(depth: depth)), at: place)
    case "\"": return SpecNode(.string(try string()), at: place)
    case "-", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9": return SpecNode(try number(), at: place)
    default: return SpecNode(try word(), at: place)
    }
  }

  private mutating func object(depth: Int) throws(SyntaxFault) -> [SpecNode.Member] {
    let open = cursor.place
    try enter(depth)
    var members: [SpecNode.Member] = []
    var lines: [String: Int] = [:]
    if cursor.skip("}") { return members }
    repeat {
      skipWhitespace()
      let place = cursor.place
      let key = try key(open)
      skipWhitespace()
      guard cursor.skip(":") else {
        throw fault("expected \":\" after the key \(quoted(key)), \(found())", remedy: "write \(quoted(key)): value")
      }
      skipWhitespace()
      let value = try value(depth: depth + 1)
      if let line = lines[key] {
        duplicates.append(
          Diagnostic(
            code: .duplicateKey, at: place,
            "the key \(quoted(key)) appears twice, first on line \(line)", remedy: "remove one of them"))
      } else {
        lines[key] = place.line
        members.append(SpecNode.Member(key: Positioned(key, at: place), value: value))
      }
    } while try !closes("}", open)
    return members
  }

  private mutating func array(depth: Int) throws(SyntaxFault) -> [SpecNode] {
    let open = cursor.place
    try enter(depth)
    var elements: [SpecNode] = []
    if cursor.skip("]") { return elements }
    repeat {
      skipWhitespace()
      elements.append(try value(depth: depth + 1))
    } while try !closes("]", open)
    return elements
  }

  private mutating func enter(_ depth: Int) throws(SyntaxFault) {
    guard depth < SpecLimits.nesting else {
      throw SyntaxFault(
        .tooDeep, at: cursor.place, "objects and lists are nested more than \(SpecLimits.nesting) levels deep",
        remedy: "no key of a spec needs more than a few levels")
    }
    cursor.advance()
    skipWhitespace()
  }

  /// Passes the comma to the next element or the bracket that ends the object or list.
  private mutating func closes(_ bracket: Unicode.Scalar, _ open: SourcePlace) throws(SyntaxFault) -> Bool {
    skipWhitespace()
    if cursor.skip(bracket) { return true }
    let place = cursor.place
    guard cursor.skip(",") else {
      guard cursor.current != nil else { throw neverClosed(open, by: bracket) }
      throw fault(
        "expected \",\" or \"\(bracket)\", \(found())", remedy: commentRemedy ?? remedy(open, bracket))
    }
    skipWhitespace()
    if cursor.current == bracket {
      throw SyntaxFault(.jsonSyntax, at: place, "trailing comma before \"\(bracket)\"", remedy: "remove the comma")
    }
    return false
  }

  private mutating func key(_ open: SourcePlace) throws(SyntaxFault) -> String {
    guard cursor.current != nil else { throw neverClosed(open, by: "}") }
    guard cursor.current == "\"" else {
      throw fault(
        "expected a key in double quotes, \(found())", remedy: commentRemedy ?? "write { \"key\": value }")
    }
    return try string().text
  }

  mutating func skipWhitespace() {
    while let scalar = cursor.current, scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" {
      cursor.advance()
    }
  }
}
