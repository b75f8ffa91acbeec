internal import Inference
internal import Specification
internal import Statistics

/// The curves of outcomes over doses, with what they may be read for.
struct DoseSection {
  let analysis: ExperimentAnalysis

  /// Rows of the table where doses are not few.
  private static let gridStep = 3

  var blocks: [Block] {
    guard !analysis.curves.isEmpty else { return [] }
    return [.heading(2, "Dose-response")] + analysis.curves.flatMap(blocks)
  }

  private func blocks(_ effect: DoseEffect) -> [Block] {
    [.heading(3, analysis.title(of: effect.metric)), .paragraph(introduction(effect))]
      + (effect.reason.map { [.callout(.warning, "No curve, because \($0.explanation).")] } ?? [])
      + (effect.curve.isEmpty ? [] : [.table(effect.observed.isEmpty ? grid(effect) : observations(effect))])
      + (effect.curve.isEmpty ? [] : [.bullets(facts(effect))])
  }

  private func introduction(_ effect: DoseEffect) -> String {
    let kind = effect.isAssociation ? "Association" : "Effect of an assigned dose"
    let why =
      effect.isAssociation
      ? ": the dose was observed and not drawn by lot, so that units with other doses may differ in other ways too"
      : ": each variant has its dose, and units got their variant by lot"
    let held =
      effect.covariates.isEmpty ? "" : " with \(effect.covariates.joined(separator: ", ")) held at what they are"
    return "\(kind)\(why). The curve is \(shape(effect)) of \(effect.dose)\(held), over "
      + "\(NumberStyle.count(effect.units)) units\(effect.clusters.map { " in \(NumberStyle.count($0)) clusters" } ?? ""); "
      + "each interval holds at its dose alone (\(NumberStyle.level(effect.level)))."
  }

  private func shape(_ effect: DoseEffect) -> String {
    switch (effect.knots.isEmpty, effect.isLogistic) {
    case (true, true): "a line of log odds"
    case (true, false): "a straight line"
    case (false, true): "a restricted cubic spline of log odds"
    case (false, false): "a restricted cubic spline"
    }
  }

  private func observations(_ effect: DoseEffect) -> TextTable {
    TextTable(
      columns: [
        .init(effect.dose, .trailing), .init("Units", .trailing), .init("Observed", .trailing),
        .init("Monotone", .trailing), .init("Curve (CI)", .trailing),
      ],
      rows: zip(effect.observed, effect.fitted).map { seen, point in
        let scale = point.interval.map { ($0.upper - $0.lower) / 4 }
        return [
          .init(NumberStyle.exact(seen.dose)), .init(NumberStyle.count(seen.units)),
          .init(text(seen.mean, scale, effect)), .init(text(seen.monotone, scale, effect)), .init(text(point, effect)),
        ]
      })
  }

  private func grid(_ effect: DoseEffect) -> TextTable {
    TextTable(
      columns: [.init(effect.dose, .trailing), .init("Curve (CI)", .trailing)],
      rows: effect.curve.enumerated().filter { $0.offset % Self.gridStep == 0 }.map { _, point in
        let step = (effect.curve.last?.dose ?? 0) - (effect.curve.first?.dose ?? 0)
        return [.init(NumberStyle.value(point.dose, scale: step / 20)), .init(text(point, effect))]
      })
  }

  private func text(_ point: DoseEffect.Point, _ effect: DoseEffect) -> String {
    guard let value = point.value else { return "—" }
    let scale = point.interval.map { ($0.upper - $0.lower) / 4 }
    guard let interval = point.interval else { return text(value, nil, effect) }
    return
      "\(text(value, scale, effect)) (\(text(interval.lower, scale, effect)) to \(text(interval.upper, scale, effect)))"
  }

  private func text(_ value: Double, _ scale: Double?, _ effect: DoseEffect) -> String {
    effect.isProbability ? NumberStyle.percent(value, scale: scale) : NumberStyle.value(value, scale: scale)
  }

  private func facts(_ effect: DoseEffect) -> [String] {
    var lines: [String] = []
    if effect.knots.isEmpty, let slope = effect.coefficients.dropFirst().first {
      let number = NumberStyle.signedValue(slope.value, scale: slope.standardError)
      lines.append(
        "Per unit of \(effect.dose): \(number) \(effect.isLogistic ? "in log odds" : "in the outcome") "
          + "(standard error \(NumberStyle.value(slope.standardError, scale: slope.standardError))).")
    }
    if !effect.knots.isEmpty {
      lines.append(
        "Knots at \(effect.knots.map(NumberStyle.exact).joined(separator: ", ")); straight beyond the outer two.")
    }
    if let bend = effect.nonlinearity {
      lines.append(
        "Does the curve bend? p \(bend.pValue < 0.001 ? "" : "= ")\(NumberStyle.pValue(bend.pValue)) against a line.")
    }
    if !effect.observed.isEmpty {
      lines.append("Monotone: the closest shares or means that only rise or only fall; they have no interval here.")
    }
    return lines
  }
}
