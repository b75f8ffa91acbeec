extension [String] {
  /// `a`, `a and b`, `a, b and c`.
  var listed: String {
    count < 3 ? joined(separator: " and ") : "\(dropLast().joined(separator: ", ")) and \(self[count - 1])"
  }
}

extension [Phrase] {
  /// `a`, `a and b`, `a, b and c`.
  var listed: Phrase {
    count < 3 ? joined(separator: " and ") : "\(Array(dropLast()).joined(separator: ", ")) and \(self[count - 1])"
  }
}
