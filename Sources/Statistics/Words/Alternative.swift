/// The side of a test, seen from the variant.
public enum Alternative: String, Sendable, CaseIterable {
  case twoSided = "two-sided"
  case greater
  case less
}
