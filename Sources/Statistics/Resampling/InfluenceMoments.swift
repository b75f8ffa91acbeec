/// Σψ² and Σψ³ of the units' influence on the value of each variant: what a skewed estimate leans by.
///
/// ψ = ∇h'(v − m)/n, so that Σψ² is (nearly) the variance of the value.
package struct InfluenceMoments: Sendable, Equatable {
  private let squares: (control: Double, variant: Double)
  private let cubes: (control: Double, variant: Double)

  /// - Throws: `tooFew` when third moments were not collected; the reason why a variant has no value.
  package init(_ functional: Functional, control: Moments, variant: Moments) throws(NotEstimable) {
    let (zero, one) = (try Self.sums(functional, control), try Self.sums(functional, variant))
    squares = (zero.square, one.square)
    cubes = (zero.cube, one.cube)
  }

  private static func sums(
    _ functional: Functional, _ cell: Moments
  ) throws(NotEstimable) -> (square: Double, cube: Double) {
    guard cell.count > 0 else { throw .emptyArm }
    guard let cubes = cell.cubes else { throw .tooFew }
    let gradient = try functional.gradient(at: cell.mean)
    let n = Double(cell.count)
    return (cell.products.quadraticForm(gradient) / (n * n), cubes.cubicForm(gradient) / (n * n * n))
  }

  /// a = Σψ³/(6(Σψ²)^{3/2}) of a comparison with the given derivatives in the two values.
  ///
  /// - Note: B. Efron (1987), *JASA* 82, 171-185, eq. 7.3; Methods/bootstrap, "Other intervals".
  func acceleration(control: Double, variant: Double) -> Double {
    let square = control * control * squares.control + variant * variant * squares.variant
    let cube = control * control * control * cubes.control + variant * variant * variant * cubes.variant
    return square > 0 ? cube / (6 * square * square.squareRoot()) : 0
  }

  package static func == (left: InfluenceMoments, right: InfluenceMoments) -> Bool {
    left.squares == right.squares && left.cubes == right.cubes
  }
}
