internal import Diagnostics
internal import Terms

extension ValueReader {
  /// A list of attributes and `day`; an empty one lets all units share.
  func joinKeys() -> JoinKeys? {
    guard let labels = labels(duplicate: .duplicateAttribute) else { return nil }
    return JoinKeys(
      attributes: labels.filter { $0.value != JoinKeys.day }, hasDay: labels.contains { $0.value == JoinKeys.day },
      place: place)
  }
}
