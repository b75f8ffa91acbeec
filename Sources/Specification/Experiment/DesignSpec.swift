/// What a spec says about when one may look.
public enum DesignSpec: Sendable, Equatable {
  /// Once, at the end.
  case fixed
}
