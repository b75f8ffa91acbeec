internal import Diagnostics
internal import Terms

extension ValueReader {
  /// - Parameter allowsZero: a delay may be none, a window may not.
  func timeSpan(allowsZero: Bool = false) -> Positioned<TimeSpan>? {
    let remedy = "write a whole number with its unit: \"90s\", \"30m\", \"12h\", \"7d\" or \"4w\""
    guard case .string(let text) = node.value else { return mismatch("a length of time", remedy: remedy) }
    guard let span = TimeSpan(text.text), allowsZero || span.microseconds > 0 else {
      faults.error(
        .invalidTimeSpan, at: place, "\(name) is not a length of time: \(quoted(text.text))", remedy: remedy)
      return nil
    }
    return Positioned(span, at: place)
  }
}
