/// A way to compare a variant with the control: moments in, one `Estimate` out.
///
/// Degenerate data are no exception: the estimate then carries the reason instead of evidence.
package protocol Estimator: Sendable {
  /// Names the method in results, kebab-case.
  static var key: String { get }

  /// What a result calls the method: the key, unless a special case has a name of its own.
  var method: String { get }

  /// The method in the words of a report, with its source; no full stop.
  var description: String { get }

  func estimate(control: Moments, variant: Moments) -> Estimate
}

extension Estimator {
  package var method: String { Self.key }
}
