internal import Planning
internal import Statistics

/// Variants whose units are placed among those of the other one before anything is averaged.
struct PlacementComparison: VariantComparison {
  let method: PlacementMeans
  let rows: MetricRows
  /// Units per variant.
  let counts: [Int]

  func estimate(_ contrast: Contrast) -> Estimate { estimate(contrast) { $0 } }
  func unadjusted(_ contrast: Contrast) -> Estimate { estimate(contrast, \.unadjusted) }

  private func estimate(
    _ contrast: Contrast, _ view: (StratifiedMoments) -> StratifiedMoments
  ) -> Estimate {
    do throws(NotEstimable) {
      return method.estimate(view(try rows.placements(contrast)), contrast)
    } catch {
      return refused(error).estimate(contrast)
    }
  }

  /// Placements belong to two variants; there are none that several share.
  var joint: JointValues { refused(.severalVariants).joint }
  func omnibus(control: Int) throws(NotEstimable) -> OmnibusTest { throw .severalVariants }

  private func refused(_ reason: NotEstimable) -> RefusedComparison {
    RefusedComparison(method.method, counts: counts, reason)
  }
}
