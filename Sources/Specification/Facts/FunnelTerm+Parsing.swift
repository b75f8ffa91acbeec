internal import Diagnostics
internal import Terms

extension KeyTable {
  package static let funnelStep = KeyTable([
    .required("name", "the name of the step"),
    .required("fact", "the fact whose events are the step"),
    .optional("where", "the condition that an event must meet"),
    .optional("within", "the longest time since the step before"),
  ])
}

extension ObjectReader {
  /// The keys `steps`, `window` and `order`.
  func funnel() -> FunnelTerm? {
    let order = mentions("order") ? word("order", Vocabularies.funnelOrder)?.value : .inOrder
    let window = value("window").map { $0.timeSpan()?.value }
    let elements = value("steps")?.elements()
    if let elements, elements.count < 2 {
      faults.error(
        .outOfRange, at: value("steps")?.place ?? place, "a funnel needs two steps or more, found \(elements.count)",
        remedy: "add steps, or use a proportion for one of them")
    }
    guard let order, let elements, let span = window ?? nil else { return nil }
    let whole = FactWindow(after: .zero, within: span, isCalendar: false)
    let steps = elements.enumerated().map { $1.funnelStep(whole, isFirst: $0 == 0, order, span) }
    var names = Set<String>()
    for (step, element) in zip(steps, elements) {
      guard let step, !names.insert(step.name).inserted else { continue }
      faults.error(
        .duplicateStep, at: element.place, "two steps are named \(quoted(step.name))", remedy: "rename one of them")
      return nil
    }
    let read = steps.compactMap(\.self)
    guard read.count == elements.count, read.count >= 2 else { return nil }
    for (index, element) in elements.enumerated() {
      guard let earlier = read[..<index].first(where: { $0.term == read[index].term }) else { continue }
      checkRepeat(read[index].name, of: earlier.name, order, at: element.place)
    }
    return FunnelTerm(steps: read, order: order)
  }

  /// Steps that are the same events: in order a unit must do them again, in any order they ask the same.
  private func checkRepeat(_ step: String, of earlier: String, _ order: FunnelOrder, at place: SourcePlace) {
    let pair = "the steps \(quoted(earlier)) and \(quoted(step)) are the same events"
    switch order {
    case .any:
      faults.error(
        .repeatedStep, at: place, "\(pair), so in any order a unit that reached one has reached the other",
        remedy: "remove one of them, or distinguish them with \"where\"")
    case .inOrder, .strict:
      faults.warning(
        .repeatedStep, at: place,
        "\(pair): \(quoted(step)) is reached by a second such event, later or at the same time",
        remedy: "distinguish them with \"where\" if that is not intended")
    }
  }
}

extension ValueReader {
  fileprivate func funnelStep(
    _ window: FactWindow, isFirst: Bool, _ order: FunnelOrder, _ span: TimeSpan
  ) -> FunnelTerm.Step? {
    guard let object = ObjectReader(node, "a step", .funnelStep, faults: faults) else { return nil }
    let (name, fact) = (object.value("name")?.displayName(), object.value("fact")?.label())
    let condition = object.value("where").map { $0.expression(as: .truth) }
    let within = object.value("within").map { $0.timeSpan() }
    if let within, let value = object.value("within") {
      if isFirst || order == .any {
        faults.error(
          .misplacedKey, at: value.place,
          isFirst
            ? "the first step has \"within\", but no step comes before it"
            : "steps in any order have no step before them",
          remedy: "leave \"within\" out: \"window\" limits the whole funnel")
        return nil
      }
      if let length = within?.value, length.microseconds > span.microseconds {
        faults.error(
          .outOfRange, at: value.place, "\"within\" is longer than the whole funnel, \(span.text)",
          remedy: "write a shorter time, or leave it out")
        return nil
      }
    }
    // A key that is there and faulty has been reported; one that is absent is no fault.
    if case .some(.none) = condition { return nil }
    if case .some(.none) = within { return nil }
    guard let name, let fact else { return nil }
    return FunnelTerm.Step(
      name: name.value, term: FactTerm(fact, .any, where: condition ?? nil, window), within: (within ?? nil)?.value)
  }
}
