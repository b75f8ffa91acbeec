import Statistics

extension Estimate {
  /// The values of both variants with their variances, whichever statistic is made of them.
  var values: NormalEvidence {
    get throws {
      switch try evidence.get() {
      case .normal(let values): return values
      case .pooledShape(let pivot): return pivot.values
      case .doses(let doses): return doses.values
      case .scoreCounts, .woodruff, .replicates, .difference: throw NotEstimable.noInterval
      }
    }
  }
}
