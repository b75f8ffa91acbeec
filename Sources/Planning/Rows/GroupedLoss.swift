package import Statistics

/// What the groups of one variant lack of what they should have: units without an outcome in clusters, lost events of units.
package struct GroupedLoss: Sendable, Equatable {
  /// Groups that lack something.
  package let lacking: Int
  /// Per group, what is lost and all that there should be.
  package let moments: Moments

  package init(lacking: Int, _ moments: Moments) { (self.lacking, self.moments) = (lacking, moments) }

  package var lost: Int { total(0) }
  package var all: Int { total(1) }
  /// 0 to 1; 0 where there is nothing.
  package var share: Double { all == 0 ? 0 : Double(lost) / Double(all) }

  private func total(_ place: Int) -> Int { Int((moments.mean[place] * Double(moments.count)).rounded()) }

  /// Groups of a variant that lack something below which shares are not read as normal.
  private static let enough = 10

  /// Of the test that a variant lacks as much as the control: the shares, as ratios of the totals of groups; where few groups lack
  /// anything, how many of them do, which were assigned one by one.
  ///
  /// - Parameter error: of the test.
  package func pValue(against control: GroupedLoss, error: Double) -> Double {
    if min(control.lacking, lacking) >= Self.enough {
      let estimate = DeltaMethod(.ratio).estimate(control: control.moments, variant: moments)
      let boundary = FixedHorizon().boundary(for: DesignQuestion(.twoSided, error: error))
      if let test = try? estimate.test(.noDifference, alternative: .twoSided, boundary) { return test.pValue }
    }
    return SplitTest(control: (control.lacking, control.moments.count), variant: (lacking, moments.count)).pValue
  }
}
