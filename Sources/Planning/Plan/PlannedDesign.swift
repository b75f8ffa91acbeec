internal import Specification
internal import Statistics

extension DesignSpec {
  /// The design that a spec describes: the one place where a spec becomes one.
  var made: any Design {
    switch self {
    case .fixed: FixedHorizon()
    }
  }
}
