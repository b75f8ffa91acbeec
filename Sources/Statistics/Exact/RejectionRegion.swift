internal import Distributions

/// The tables that are at least as extreme as the observed one.
///
/// All orders in use are convex in Barnard's sense: with one more success of the variant, or one fewer of the control, a
/// table that favors the variant does so no less. So each count of the control has one limit on a side, and the limits
/// rise with that count.
struct RejectionRegion {
  let controlTrials: Int
  let variantTrials: Int
  /// For every count of the control, the variant's least count that is as extreme in favor of the variant.
  private let least: [Int]
  /// For every count of the control, the variant's largest count that is as extreme in favor of the control; −1 for
  /// none.
  private let most: [Int]

  /// - Parameters:
  ///   - favorsVariant: whether a table (control's count, variant's count) belongs to the region on the variant's side.
  ///   - favorsControl: the same for the control's side; nil for one-sided tests.
  init(
    controlTrials: Int, variantTrials: Int, favorsVariant: (Int, Int) -> Bool,
    favorsControl: ((Int, Int) -> Bool)? = nil
  ) {
    self.controlTrials = controlTrials
    self.variantTrials = variantTrials
    var (least, most): ([Int], [Int]) = ([], [])
    var (first, last) = (0, -1)
    for zero in 0...controlTrials {
      while first <= variantTrials, !favorsVariant(zero, first) { first += 1 }
      least.append(first)
      if let favorsControl {
        while last < variantTrials, favorsControl(zero, last + 1) { last += 1 }
      }
      most.append(last)
    }
    (self.least, self.most) = (least, most)
  }

  /// Whether the tables without any success, or without any failure, belong to the region.
  ///
  /// At a common proportion of 0 or 1 nothing else can be seen, so the region then has probability 1.
  var holdsCorner: Bool {
    least[0] == 0 || most[0] >= 0 || least[controlTrials] <= variantTrials || most[controlTrials] == variantTrials
  }

  /// The probability of the region from filled tables of both variants.
  func probability(control: BinomialTable, variant: BinomialTable) -> Double {
    var sum = 0.0
    for zero in control.range {
      sum += control.mass(zero) * (variant.upperTail(least[zero]) + variant.lowerTail(most[zero]))
    }
    return sum
  }
}
