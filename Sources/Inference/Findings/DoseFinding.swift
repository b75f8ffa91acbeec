internal import Statistics

/// The curves of outcomes over doses, with what they may be read for.
package struct DoseFinding: Finding {
  package static let key = "dose_response"
  package static let title = "Dose-response"
  package static let place = FindingPlace.chapter

  private let effects: [DoseEffect]
  private let titles: MetricTitles

  package init(_ source: FindingSource) {
    effects = source.drafts.compactMap { DoseEffect($0) }
    titles = source.titles
  }

  /// Rows of the table where doses are not few.
  private static let gridStep = 3

  package var body: [Block] { effects.flatMap(blocks) }

  private func blocks(_ effect: DoseEffect) -> [Block] {
    [.heading(3, titles[effect.metric]), .paragraph(introduction(effect))]
      + (effect.reason.map { [.callout(.warning, "No curve, because \($0.explanation).")] } ?? [])
      + (effect.curve.isEmpty ? [] : [.table(effect.observed.isEmpty ? grid(effect) : observations(effect))])
      + (effect.curve.isEmpty ? [] : [.bullets(facts(effect))])
  }

  private func introduction(_ effect: DoseEffect) -> Phrase {
    let kind = effect.isAssociation ? "Association" : "Effect of an assigned dose"
    let why =
      effect.isAssociation
      ? ": the dose was observed, not randomized, so units with other doses may differ in other ways too"
      : ": each variant has its dose, and units were assigned to variants at random"
    let held =
      effect.covariates.isEmpty
      ? "" : " with \(effect.covariates.joined(separator: ", ")) held at their observed values"
    let clusters: Phrase = effect.clusters.map { " in \(.count($0)) clusters" } ?? ""
    return "\(kind)\(why). The curve is \(shape(effect)) of \(effect.dose)\(held), over "
      + "\(.count(effect.units)) units\(clusters). Each interval holds for its own dose only (\(.level(effect.level)))."
  }

  private func shape(_ effect: DoseEffect) -> String {
    switch (effect.knots.isEmpty, effect.isLogistic) {
    case (true, true): "a line of log odds"
    case (true, false): "a straight line"
    case (false, true): "a restricted cubic spline of log odds"
    case (false, false): "a restricted cubic spline"
    }
  }

  private func observations(_ effect: DoseEffect) -> NumericTable {
    NumericTable(
      columns: [
        .init(Phrase(effect.dose), .trailing), .init("Units", .trailing), .init("Observed", .trailing),
        .init("Monotone", .trailing), .init("Curve (CI)", .trailing),
      ],
      rows: zip(effect.observed, effect.fitted).map { seen, point in
        let unit = unit(effect)
        return [
          .init(.exact(seen.dose)), .init(.count(seen.units)),
          .init(.value(seen.mean, within: point.interval, in: unit)),
          .init(.value(seen.monotone, within: point.interval, in: unit)), .init(value(point, effect)),
        ]
      })
  }

  private func grid(_ effect: DoseEffect) -> NumericTable {
    NumericTable(
      columns: [.init(Phrase(effect.dose), .trailing), .init("Curve (CI)", .trailing)],
      rows: effect.curve.enumerated().filter { $0.offset % Self.gridStep == 0 }.map { _, point in
        let step = (effect.curve.last?.dose ?? 0) - (effect.curve.first?.dose ?? 0)
        return [.init(.value(point.dose, in: .plain, resolution: step / 20)), .init(value(point, effect))]
      })
  }

  private func value(_ point: DoseEffect.Point, _ effect: DoseEffect) -> Quantity {
    .estimate(point.value, point.interval, in: unit(effect))
  }

  private func unit(_ effect: DoseEffect) -> NumberUnit { effect.isProbability ? .share : .plain }

  private func facts(_ effect: DoseEffect) -> [Phrase] {
    var lines: [Phrase] = []
    if effect.knots.isEmpty, let slope = effect.coefficients.dropFirst().first {
      let error = slope.standardError
      let number = Quantity.value(slope.value, in: .difference, resolution: error)
      lines.append(
        "Per unit of \(effect.dose): \(number) \(effect.isLogistic ? "in log odds" : "in the outcome") "
          + "(standard error \(.value(error, in: .plain, resolution: error))).")
    }
    if !effect.knots.isEmpty {
      let knots = effect.knots.map { Phrase(.exact($0)) }.joined(separator: ", ")
      lines.append("Knots at \(knots). Beyond the outer two the curve is straight.")
    }
    if let bend = effect.nonlinearity {
      lines.append("Does the curve bend? Test against a line: \(p: bend.pValue).")
    }
    if !effect.observed.isEmpty {
      lines.append("Monotone: the closest shares or means that only rise or only fall. They have no interval here.")
    }
    return lines
  }

  package var record: Record? {
    guard !effects.isEmpty else { return nil }
    return .list(effects.map(record))
  }

  private func record(_ effect: DoseEffect) -> Record {
    [
      "metric": .text(effect.metric), "dose": .text(effect.dose), "model": .text(effect.model),
      "log_odds": .truth(effect.isLogistic), "association": .truth(effect.isAssociation),
      "n": .count(effect.units), "clusters": .count(effect.clusters), "covariates": .texts(effect.covariates),
      "level": .number(effect.level), "reason": .text(effect.reason?.rawValue),
      "coefficients": .list(
        effect.coefficients.map {
          ["name": .text($0.name), "value": .number($0.value), "std_error": .number($0.standardError)]
        }),
      "knots": .numbers(effect.knots), "nonlinearity": effect.nonlinearity.map(record) ?? .number(nil),
      "curve": .list(
        effect.curve.map {
          [
            "dose": .number($0.dose), "value": .number($0.value), "low": .number($0.interval?.lower),
            "high": .number($0.interval?.upper),
          ]
        }),
      "observed": .list(
        effect.observed.map {
          [
            "dose": .number($0.dose), "n": .count($0.units), "mean": .number($0.mean),
            "monotone": .number($0.monotone),
          ]
        }),
    ]
  }

  private func record(_ test: DoseEffect.NonlinearityTest) -> Record {
    [
      "statistic": .number(test.statistic), "df": .number(test.degreesOfFreedom),
      "df_denominator": .number(test.denominatorDegreesOfFreedom), "p_value": .number(test.pValue),
    ]
  }
}
