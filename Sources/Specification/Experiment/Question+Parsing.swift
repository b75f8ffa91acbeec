internal import Diagnostics
internal import Statistics
internal import Terms

/// The keys under which a metric asks a question of its own.
private enum QuestionKey: String, CaseIterable {
  case minimumEffect = "minimum_effect"
  case margin
  case equivalence
  case claim
}

extension ObjectReader {
  /// The question of a metric, of which there is at most one.
  func question(of metric: (any Metric)?, _ direction: Direction) -> Question {
    let asked = QuestionKey.allCases.compactMap { key in value(key.rawValue).map { (key: key, value: $0) } }
      .sorted { ($0.value.place.line, $0.value.place.column) < ($1.value.place.line, $1.value.place.column) }
    let questions = asked.map { question($0.key, $0.value, metric, direction) }
    if asked.count > 1 {
      faults.error(
        .severalQuestions, at: asked[1].value.place,
        "\(name) has two questions: \(quoted(asked[0].key.rawValue)) and \(quoted(asked[1].key.rawValue))",
        remedy: "keep one here, and put the other into a second metric with the same column")
    }
    return questions.first ?? .superiority
  }

  private func question(
    _ key: QuestionKey, _ value: ValueReader, _ metric: (any Metric)?, _ direction: Direction
  ) -> Question {
    if key == .claim {
      if let scale = metric?.undefined(on: .relative) {
        faults.error(
          scale.claimCode, at: value.place, "\"claim\" is a lift, but \(scale.subject) has none",
          remedy: scale.claimRemedy)
      }
      return value.claim().map(Question.claim) ?? .superiority
    }
    guard let amount = value.amount(of: metric)?.value else { return .superiority }
    check(amount, of: key, value, direction)
    switch key {
    case .minimumEffect: return .minimumEffect(amount)
    case .margin: return .nonInferiority(amount)
    case .equivalence: return .equivalence(amount)
    case .claim: return .superiority
    }
  }

  /// Whether an amount has a side, and leaves something of the control's value on it.
  private func check(_ amount: Amount, of key: QuestionKey, _ value: ValueReader, _ direction: Direction) {
    if direction == .neutral, key != .equivalence {
      faults.error(
        .neutralOneSided, at: value.place,
        "\(quoted(key.rawValue)) needs a good direction, which a neutral metric does not have",
        remedy: "give the metric the direction \"increase\" or \"decrease\", or ask for \"equivalence\"")
    }
    let shrinks =
      switch key {
      case .equivalence: true
      case .margin: direction == .increase
      case .minimumEffect, .claim: direction == .decrease
      }
    if shrinks, case .relative(let fraction) = amount, fraction >= 1 {
      faults.error(
        .invalidAmount, at: value.place,
        "\(quoted(key.rawValue)) of \(value.node.description) leaves nothing of the control's value",
        remedy: "write less than \"100%\"")
    }
  }
}
