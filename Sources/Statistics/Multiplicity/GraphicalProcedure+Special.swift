extension GraphicalProcedure {
  /// Holm's procedure as a graph: equal weights, passed on in equal parts.
  ///
  /// - Precondition: count > 0.
  package static func holm(_ count: Int) -> GraphicalProcedure {
    precondition(count > 0)
    let share = count > 1 ? 1 / Double(count - 1) : 0
    return GraphicalProcedure(
      trusted: Array(repeating: 1 / Double(count), count: count),
      (0..<count).map { i in (0..<count).map { $0 == i ? 0 : share } })
  }
}
