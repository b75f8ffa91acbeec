/// Shares in the sentences of checks.
enum Share {
  /// The share in percent with at most two decimals, as short as it can be.
  static func percent(_ share: Double) -> Quantity { .level((share * 10_000).rounded() / 10_000) }
}
