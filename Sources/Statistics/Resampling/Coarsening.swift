/// How the fine integers of a coordinate become the coarse ones of replicates: q' = round((q − middle)/2^shift).
package struct Coarsening: Sendable, Equatable {
  /// What the coarse integers stand for.
  package let scaling: Scaling
  private let middle: Int64
  private let shift: Int

  /// - Parameters:
  ///   - scaling: of the fine integers; nil where these are the values.
  ///   - low: the least fine integer, `high` the greatest.
  package init(_ scaling: Scaling?, from low: Int64, to high: Int64) {
    let fine = scaling ?? Scaling(center: 0, exponent: 0)
    let limit: Int64 = 1 << ReplicateRows.valueBits
    if max(-low, high) < limit {
      (self.scaling, middle, shift) = (fine, 0, 0)
      return
    }
    let center = low + (high - low) / 2
    let reach = (high - low) / 2 + 1
    var shift = 0
    while reach >> shift >= limit - 1 { shift += 1 }
    self.shift = shift
    // A multiple of the coarse unit, so that whole numbers stay whole.
    middle = (center >> shift) << shift
    let offset = fine.scaledCenter * (fine.decimals == nil ? 0 : 1)
    self.scaling =
      fine.decimals == nil
      ? Scaling(center: fine.center + Double(middle) * fine.unit, exponent: fine.exponent - shift)
      // Short decimals have far fewer bits than `valueBits`, so that none comes here.
      : Scaling(center: (offset + Double(middle)) * fine.unit, exponent: -shift)
  }

  package func callAsFunction(_ integer: Int64) -> Int64 {
    guard shift > 0 else { return integer - middle }
    return (integer - middle + (1 << (shift - 1))) >> shift
  }
}
