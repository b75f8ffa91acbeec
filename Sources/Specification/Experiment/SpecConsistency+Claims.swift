import Diagnostics
internal import Statistics
internal import Terms

extension SpecConsistency {
  /// A published effect is that of one variant, so that it must be clear of which.
  func checkClaims(_ contrasts: ContrastsSpec) {
    guard areVariantsKnown else { return }
    let candidates: [String] =
      switch contrasts {
      case .againstControl, .allPairs: variants.filter { !$0.isControl }.map(\.name.value)
      case .named(let contrasts): contrasts.map(\.name.value)
      }
    for metric in metrics {
      guard let claim = metric.claim else { continue }
      if metric.comparesDoses {
        refuse(claim.value.variant)
      } else if let variant = claim.value.variant {
        check(variant, candidates)
      } else if candidates.count > 1 {
        faults.warning(
          .ambiguousClaim, at: claim.place,
          "the claim \(quoted(claim.value.text)) does not say which variant it is about, so that it is held against each: \(listed(candidates.map { quoted($0) }))",
          remedy:
            "write \"claim\": { \"lift\": \(quoted(claim.value.text)), \"variant\": \(quoted(candidates[0])) }, with the variant that it was published of"
        )
      }
    }
  }

  private func refuse(_ variant: Positioned<String>?) {
    guard let variant else { return }
    faults.error(
      .misplacedKey, at: variant.place,
      "the claim names the variant \(quoted(variant.value)), but the metric compares doses",
      remedy: "leave \"variant\" out")
  }

  private func check(_ variant: Positioned<String>, _ candidates: [String]) {
    guard !candidates.contains(variant.value) else { return }
    let isControl = variants.contains { $0.isControl && $0.name.value == variant.value }
    faults.error(
      .unknownVariant, at: variant.place,
      isControl
        ? "the claim is about the control \(quoted(variant.value))"
        : "the claim names an unknown variant: \(quoted(variant.value))",
      remedy: suggestion(for: variant.value, among: candidates).map { "did you mean \(quoted($0))?" }
        ?? use(oneOf: candidates))
  }
}

extension MetricSpec {
  fileprivate var comparesDoses: Bool {
    let setting = ComparisonSetting(isClustered: false, isAdjusted: false, slopes: slopes, level: 0.95)
    return !metric.method(setting).comparesVariants
  }
}
