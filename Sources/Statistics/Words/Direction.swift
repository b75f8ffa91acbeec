/// The good direction of a metric; a `neutral` metric has none and gets two-sided tests only.
public enum Direction: String, Sendable, CaseIterable {
  case increase
  case decrease
  case neutral
}
