import Diagnostics

extension JSONParser {
  func fault(_ message: String, remedy: String) -> SyntaxFault {
    SyntaxFault(.jsonSyntax, at: cursor.place, message, remedy: remedy)
  }

  func neverClosed(_ open: SourcePlace, by bracket: Unicode.Scalar) -> SyntaxFault {
    let opening = bracket == "}" ? "{" : "["
    return fault(
      "the file ends, but \"\(opening)\" at line \(open.line), column \(open.column) is still open",
      remedy: "close it with \"\(bracket)\"")
  }

  /// What to do about something behind an element that neither continues nor ends the object or list.
  func remedy(_ open: SourcePlace, _ bracket: Unicode.Scalar) -> String {
    guard cursor.current == "]" || cursor.current == "}" else { return "put a comma between elements" }
    let opening = bracket == "}" ? "{" : "["
    return "close the \"\(opening)\" at line \(open.line), column \(open.column) with \"\(bracket)\" first"
  }

  /// What stands under the cursor, as the end of a message.
  func found() -> String {
    guard let scalar = cursor.current else { return "found the end of the file" }
    if commentRemedy != nil { return "found a comment" }
    if isWordCharacter(scalar) {
      var copy = cursor
      return "found \(quoted(copy.take(while: isWordCharacter)))"
    }
    if scalar != " ", scalar.properties.isWhitespace { return "found the character \(codePoint(scalar))" }
    return scalar == "\"" ? "found a string" : "found \"\(spelled(scalar))\""
  }

  /// What to do about the comment under the cursor, if there is one.
  var commentRemedy: String? {
    let isComment =
      cursor.current == "#" || (cursor.current == "/" && (cursor.peek() == "/" || cursor.peek() == "*"))
    return isComment ? "JSON has no comments; remove it, or put the text under \"notes\"" : nil
  }

  func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar == "." || scalar == "+" || scalar == "-" || scalar.properties.isAlphabetic
      || scalar.properties.numericType == .decimal
  }
}
