/// The number of sides of a superiority test.
public enum Sides: Int, Sendable, CaseIterable {
  case one = 1
  case two = 2
}
