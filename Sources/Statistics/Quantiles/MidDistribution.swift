/// Some neighboring values of a variant with how often each occurs, as a distribution without jumps: at a value it is the share below it
/// and half of those equal to it, and between two values it runs straight.
///
/// Where many units share values, as counts and times on a grid do, its quantile moves with every unit, while the value at a rank
/// stays where it is and then jumps.
///
/// - Note: Y. Ma, M. G. Genton, E. Parzen (2011), *Annals of the Institute of Statistical Mathematics* 63, 227-243;
///   Methods/quantiles, "Mid-distribution".
package struct MidDistribution: Sendable, Equatable {
  /// A value that occurs, and all units that have it.
  package struct Atom: Sendable, Equatable {
    package let value: Double
    package let count: Int
    /// Values below it.
    package let below: Int

    /// - Precondition: count > 0 and below ≥ 0.
    package init(value: Double, count: Int, below: Int) {
      precondition(count > 0 && below >= 0)
      (self.value, self.count, self.below) = (value, count, below)
    }
  }

  /// All values of the variant.
  package let total: Int
  /// Ascending, none left out between the first and the last.
  package let atoms: [Atom]

  /// - Precondition: atoms are neighbors.
  package init(total: Int, atoms: [Atom]) {
    precondition(zip(atoms, atoms.dropFirst()).allSatisfy { $0.below + $0.count == $1.below && $0.value < $1.value })
    (self.total, self.atoms) = (total, atoms)
  }

  /// All values of a variant, in order.
  package init(sorted values: [Double]) {
    var (atoms, start): ([Atom], Int) = ([], 0)
    while start < values.count {
      var end = start
      while end < values.count, values[end] == values[start] { end += 1 }
      atoms.append(Atom(value: values[start], count: end - start, below: start))
      start = end
    }
    self.init(total: values.count, atoms: atoms)
  }

  private func share(_ atom: Atom) -> Double { (Double(atom.below) + Double(atom.count) / 2) / Double(total) }

  /// The value at a level.
  ///
  /// - Throws: `ties` below the middle of the first value or above that of the last, where the distribution has no values.
  func value(at level: Double) throws(NotEstimable) -> Double {
    guard let right = atoms.firstIndex(where: { share($0) >= level }) else { throw .ties }
    if share(atoms[right]) == level { return atoms[right].value }
    guard right > 0 else { throw .ties }
    let (low, high) = (atoms[right - 1], atoms[right])
    return low.value + (high.value - low.value) * (level - share(low)) / (share(high) - share(low))
  }

  /// The part of a value's units that its neighbors must have together for all of them to lie on a lattice.
  private static let neighborShare = 0.05

  /// Whether the values around a level lie on a lattice: the one at the level is no lone heap among values that few units share.
  ///
  /// A quantile within a lone heap is not between values that mean something.
  func isLattice(at level: Double) -> Bool {
    guard let place = atoms.firstIndex(where: { Double($0.below + $0.count) >= level * Double(total) }) else {
      return false
    }
    let around = [place - 1, place + 1].filter(atoms.indices.contains).reduce(0) { $0 + atoms[$1].count }
    return Double(around) >= Self.neighborShare * Double(atoms[place].count)
  }
}
