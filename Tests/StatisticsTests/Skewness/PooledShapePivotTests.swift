import Statistics
import TestSupport
import Testing

/// The examples of Methods/skewed-data to their printed digits: a mean of 20 and 8 units, and a ratio of 16 and 12.
@Suite struct PooledShapePivotTests {
  static let twoSided = fixedBoundary(alpha: 0.05, alternative: .twoSided)

  static let mean = DeltaMethod(.mean).estimate(
    control: Moments(values: [0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 7, 8, 10, 15]),
    variant: Moments(values: [2, 4, 5, 6, 8, 9, 14, 24]))

  static let ratio: Estimate = {
    func rows(_ zeros: Int, _ others: [[Double]]) -> Moments {
      Moments(rows: Array(repeating: [0, 0], count: zeros) + others, dimension: 2)
    }
    return DeltaMethod(.ratio).estimate(
      control: rows(
        6, [[20, 1], [35, 1], [31, 2], [80, 1], [66, 3], [12, 1], [90, 2], [18, 1], [150, 1], [120, 4]]),
      variant: rows(5, [[25, 1], [60, 1], [95, 2], [14, 1], [210, 3], [44, 1], [33, 1]]))
  }()

  private func pivot(_ estimate: Estimate) throws -> PooledShapePivot {
    guard case .pooledShape(let pivot) = try estimate.evidence.get() else { throw NotEstimable.noVariation }
    return pivot
  }

  @Test func shapesOfAMean() throws {
    let pivot = try pivot(Self.mean)
    let shape = pivot.shape
    #expect(Self.mean.method == "hall-t" && pivot.isNonNegative)
    #expect(pivot.values.control.value == 4.1 && pivot.values.variant.value == 9)
    #expect(printsAs(shape.control.skewness, "1.40777748") && printsAs(shape.control.kurtosis, "4.82903341"))
    #expect(printsAs(shape.variant.skewness, "1.26996063") && printsAs(shape.variant.kurtosis, "3.56662857"))
    #expect(printsAs(shape.skewness, "1.36840124") && printsAs(shape.kurtosis, "4.46834631"))
    #expect(Self.mean.thinArm == nil)
  }

  struct Row: Sendable {
    let r: Double
    let delta: Double
    /// ρ, w, B₁, B₀, ν, Z, ω, A, H and the two-sided p.
    let printed: [String]
  }

  @Test(arguments: [
    Row(
      r: 1, delta: 0,
      printed: [
        "1", ".71428571", "6.25", ".68894737", "10.6189458", "1.86015564", ".74922707", ".27069328", "2.15218361",
        ".05530474",
      ]),
    Row(
      r: 2, delta: 0,
      printed: [
        "2", ".71428571", "6.25", "2.75578947", "26", ".26658094", ".71048327", ".23765965", ".30315946", ".76418084",
      ]),
    Row(
      r: 1, delta: 3,
      printed: [
        "1.69231689", ".87744859", "6.25", ".68894737", "23.7589160", ".72128484", ".88180895", ".38265236",
        ".81646837", ".42234358",
      ]),
  ])
  func readingsOfAMean(_ row: Row) throws {
    let reading = try pivot(Self.mean).reading(r: row.r, delta: row.delta)
    let p = try Self.mean.test(.linear(r: row.r, delta: row.delta), alternative: .twoSided, Self.twoSided).pValue
    let found = [
      reading.nullRatio, reading.designShare, reading.variances.variant, reading.variances.control,
      reading.degreesOfFreedom, reading.studentized, reading.share, reading.skewness, reading.statistic, p,
    ]
    for (value, text) in zip(found, row.printed) { #expect(printsAs(value, text.hasPrefix(".") ? "0" + text : text)) }
  }

  @Test func intervalsOfAMean() throws {
    let p = try Self.mean.test(.noDifference, alternative: .greater, Self.twoSided).pValue
    #expect(printsAs(p, "0.02765237"))
    let lift = try Self.mean.interval(on: .relative, alternative: .twoSided, Self.twoSided)
    #expect(printsAs(lift.lower + 1, "0.97120133") && printsAs(lift.upper + 1, "8.11002021"))
    let difference = try Self.mean.interval(on: .absolute, alternative: .twoSided, Self.twoSided)
    #expect(printsAs(difference.lower, "-0.14822896") && printsAs(difference.upper, "22.01405672"))
    let ninety = fixedBoundary(alpha: 0.1, alternative: .twoSided)
    let narrow = try Self.mean.interval(on: .relative, alternative: .twoSided, ninety)
    #expect(printsAs(narrow.lower + 1, "1.17155269") && printsAs(narrow.upper + 1, "5.55263386"))
    let near = try Self.mean.interval(on: .absolute, alternative: .twoSided, ninety)
    #expect(printsAs(near.lower, "0.83584906") && printsAs(near.upper, "17.67627530"))
  }

  @Test func oneSidedLimitsEndWhereValuesDo() throws {
    let oneSided = fixedBoundary(alpha: 0.05, alternative: .less)
    let below = try Self.mean.interval(on: .relative, alternative: .less, oneSided)
    #expect(below.lower == -1 && printsAs(below.upper + 1, "5.55263386"))
    let above = try Self.mean.interval(on: .relative, alternative: .greater, oneSided)
    #expect(printsAs(above.lower + 1, "1.17155269") && above.upper == .infinity)
  }

  @Test func aRatioCountsItsBuyers() throws {
    let pivot = try pivot(Self.ratio)
    let (zero, one) = (pivot.values.control, pivot.values.variant)
    #expect(printsAs(zero.value, "36.58823529") && printsAs(one.value, "48.1"))
    #expect(printsAs(zero.degreesOfFreedom, "6.41025641") && printsAs(one.degreesOfFreedom, "4.55555556"))
    #expect(printsAs(pivot.shape.skewness, "1.70037920") && printsAs(pivot.shape.kurtosis, "6.34858048"))
    let reading = pivot.reading(r: 1, delta: 0)
    #expect(printsAs(reading.designShare, "0.57142857") && printsAs(reading.degreesOfFreedom, "10.965812"))
    #expect(printsAs(reading.variances.variant, "78.0582927") && printsAs(reading.variances.control, "82.5852734"))
    #expect(printsAs(reading.studentized, "0.90826010") && printsAs(reading.share, "0.55575763"))
    #expect(printsAs(reading.skewness, "0.07243512") && printsAs(reading.statistic, "0.93821661"))
    let p = try Self.ratio.test(.noDifference, alternative: .twoSided, Self.twoSided).pValue
    #expect(printsAs(p, "0.36833835"))
    let lift = try Self.ratio.interval(on: .relative, alternative: .twoSided, Self.twoSided)
    #expect(printsAs(lift.lower + 1, "0.6989080") && printsAs(lift.upper + 1, "3.51072819"))
    let difference = try Self.ratio.interval(on: .absolute, alternative: .twoSided, Self.twoSided)
    #expect(printsAs(difference.lower, "-17.71733545") && printsAs(difference.upper, "138.49143389"))
  }

  @Test func swappingTheArmsOfADifferenceFlipsItsSign() throws {
    let pivot = try pivot(Self.mean)
    let swapped = PooledShapePivot(
      try NormalEvidence(control: pivot.values.variant, variant: pivot.values.control),
      try #require(PooledShape(control: pivot.shape.variant, variant: pivot.shape.control)), isNonNegative: true)
    for r in [0.25, 0.5, 1, 2, 5] {
      let (one, other) = (pivot.reading(r: r, delta: 0), swapped.reading(r: 1 / r, delta: 0))
      #expect(isClose(one.statistic, -other.statistic, relative: 1e-12, absolute: 1e-12))
      #expect(isClose(one.degreesOfFreedom, other.degreesOfFreedom, relative: 1e-12))
    }
  }

  /// Two events of a hundred: no ratio is too large for them.
  @Test func fewEventsLeaveAnIntervalOpen() throws {
    let control = Moments(rows: (0..<900).map { [$0 < 18 ? 1.0 + Double($0 % 5) : 0] }, dimension: 1)
    let variant = Moments(rows: (0..<100).map { [$0 < 2 ? 2.0 + Double($0) : 0] }, dimension: 1)
    let estimate = DeltaMethod(.mean).estimate(control: control, variant: variant)
    let lift = try estimate.interval(on: .relative, alternative: .twoSided, Self.twoSided)
    #expect(lift.upper == .infinity && lift.lower == -1)
    let difference = try estimate.interval(on: .absolute, alternative: .twoSided, Self.twoSided)
    #expect(difference.upper.isFinite)
  }

  /// A variant without a single event of the rare ones of the control: numbers, and no verdict.
  @Test func aConstantArmHasNoVerdict() throws {
    let control = Moments(rows: (0..<900).map { [$0 < 18 ? 1.0 + Double($0 % 5) : 0] }, dimension: 1)
    let variant = Moments(rows: (0..<100).map { _ in [0] }, dimension: 1)
    let estimate = DeltaMethod(.mean).estimate(control: control, variant: variant)
    #expect(estimate.thinArm?.side == .variant && estimate.thinArm?.effectiveUnits == 0)
    #expect(try estimate.interval(on: .absolute, alternative: .twoSided, Self.twoSided).upper.isFinite)
  }

  /// Where the variant has only zeros, the statistic of all ratios but 0 is the same: all are rejected, or none.
  @Test func zerosAloneHaveNoInterval() throws {
    let cubes: [Double] = [0, 1, 8, 27, 64, 125, 216]
    let control = (0..<200).map { [cubes[$0 % 7]] }
    let nothing = [[Double]](repeating: [0], count: 100)
    let estimate = DeltaMethod(.mean).estimate(
      control: Moments(rows: control, dimension: 1), variant: Moments(rows: nothing, dimension: 1))
    #expect(estimate.method == "hall-t" && estimate.thinArm?.side == .variant)
    #expect(try estimate.interval(on: .absolute, alternative: .twoSided, Self.twoSided).upper < 0)
    #expect(throws: NotEstimable.noVariation) {
      try estimate.interval(on: .relative, alternative: .twoSided, Self.twoSided)
    }
  }

  /// One unit carries the spread of the variant, and many the spread of the control.
  @Test func aThinArmHasNoVerdict() throws {
    let control = Moments(rows: (0..<900).map { [$0 < 300 ? Double($0 % 7) : 0] }, dimension: 1)
    let variant = Moments(rows: (0..<100).map { [$0 == 0 ? 40.0 : Double($0 % 2)] }, dimension: 1)
    let thin = try #require(DeltaMethod(.mean).estimate(control: control, variant: variant).thinArm)
    #expect(thin.side == .variant && thin.effectiveUnits < 3)
  }

  @Test func evenDataAreLeftToStudent() throws {
    let estimate = DeltaMethod(.mean).estimate(
      control: Moments(values: [1, 2, 3, 4, 5]), variant: Moments(values: [2, 3, 4, 5, 6]))
    guard case .normal = try estimate.evidence.get() else { return #expect(Bool(false)) }
    #expect(estimate.method == "welch-t")
  }
}
