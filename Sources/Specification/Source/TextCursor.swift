import Diagnostics

/// Walks over the characters of a file and knows the line and column of each.
struct TextCursor {
  private let scalars: [Unicode.Scalar]
  private let file: String
  private var index = 0
  private var line = 1
  private(set) var column = 1

  init(_ scalars: [Unicode.Scalar], file: String) {
    self.scalars = scalars
    self.file = file
  }

  var place: SourcePlace { SourcePlace(file: file, line: line, column: column) }

  /// The character under the cursor; nil at the end.
  var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  /// The character `distance` behind the one under the cursor.
  func peek(_ distance: Int = 1) -> Unicode.Scalar? {
    index + distance < scalars.count ? scalars[index + distance] : nil
  }

  mutating func advance() {
    guard let passed = current else { return }
    index += 1
    if passed == "\n" || (passed == "\r" && current != "\n") {
      line += 1
      column = 1
    } else {
      column += 1
    }
  }

  /// Passes the character under the cursor when it is the wanted one.
  mutating func skip(_ wanted: Unicode.Scalar) -> Bool {
    guard current == wanted else { return false }
    advance()
    return true
  }

  /// Passes characters while they fulfil the condition, and gives them.
  mutating func take(while condition: (Unicode.Scalar) -> Bool) -> String {
    var text = String.UnicodeScalarView()
    while let scalar = current, condition(scalar) {
      text.append(scalar)
      advance()
    }
    return String(text)
  }
}
