internal import Diagnostics
internal import Terms

extension ValueReader {
  func moment() -> Positioned<Moment>? {
    let remedy = "write a date such as \"2026-03-01\", or a time such as \"2026-03-01T12:00:00+01:00\""
    guard case .string(let text) = node.value else { return mismatch("a date or time", remedy: remedy) }
    guard let moment = Moment(text.text) else {
      faults.error(.invalidTime, at: place, "\(name) is not a date or time: \(quoted(text.text))", remedy: remedy)
      return nil
    }
    return Positioned(moment, at: place)
  }
}
