import Diagnostics
internal import Terms

/// The keys `after`, `within` and `calendar` as a metric states them for all its parts.
package struct WindowKeys {
  let after: TimeSpan?
  let within: TimeSpan?
  let isCalendar: Bool
  /// Whether a key is there that says nothing usable, so that it must not be called missing.
  let isFaulty: Bool

  package init(_ object: ObjectReader) {
    let after = object.value("after").map { ($0.timeSpan(allowsZero: true)?.value) }
    let within = object.value("within").map { ($0.timeSpan()?.value) }
    let calendar = object.supports("calendar") ? object.value("calendar")?.flag()?.value : nil
    isCalendar = calendar ?? false
    self.after = after ?? nil
    self.within = within ?? nil
    isFaulty = object.mentions("after") && self.after == nil || object.mentions("within") && self.within == nil
    guard isCalendar else { return }
    for key in ["after", "within"] {
      guard let value = object.value(key), let span = key == "after" ? self.after : self.within, span.days == nil
      else { continue }
      object.faults.error(
        .outOfRange, at: value.place, "\(quoted(key)) is not a whole number of days, which \"calendar\" needs",
        remedy: "write days or weeks, such as \"7d\"")
    }
  }

  /// The keys of a part of a metric, which may leave out what the metric states.
  init(_ part: ObjectReader, or metric: WindowKeys) {
    let own = WindowKeys(part)
    after = own.after ?? metric.after
    within = own.within ?? metric.within
    isCalendar = metric.isCalendar
    isFaulty = own.isFaulty || metric.isFaulty
  }
}

extension ObjectReader {
  /// A column of the units, or what is made of the events of a fact.
  ///
  /// - Parameters:
  ///   - keys: the window that the metric states for all its parts; nil where this object is the metric.
  ///   - aggregate: what the metric's type always takes; nil where the keys say it.
  func unitValue(_ keys: WindowKeys? = nil, always aggregate: FactAggregate? = nil) -> UnitValue? {
    guard !mentions("fact") else { return factTerm(keys, always: aggregate).map(UnitValue.fact) }
    for key in ["aggregate", "join", "discount"] where supports(key) {
      guard let value = value(key) else { continue }
      faults.error(
        .misplacedKey, at: value.place, "\(name) has \(quoted(key)) without \"fact\"",
        remedy: "add \"fact\": the fact whose rows are summed, or leave it out")
      return nil
    }
    guard supports("value"), mentions("value") else { return required("column")?.label().map(UnitValue.column) }
    if let column = value("column") {
      faults.error(
        .misplacedKey, at: column.place, "\(name) has both \"column\" and \"value\"",
        remedy: "keep one of them: a column of the units, or an expression over their columns")
      return nil
    }
    return required("value")?.expression(as: .number).map(UnitValue.expression)
  }

  /// What is made of the events of the fact that this object names; the fact's own existence is checked later.
  ///
  /// - Parameter ofEvents: whether each event is a value of its own, and needs one.
  func factTerm(
    _ keys: WindowKeys? = nil, always aggregate: FactAggregate? = nil, ofEvents: Bool = false
  ) -> FactTerm? {
    let fact = value("fact")?.label()
    if supports("column"), let column = value("column") {
      faults.error(
        .misplacedKey, at: column.place, "\(name) has both \"column\" and \"fact\"",
        remedy: "keep one of them: a column of the units, or events of a fact")
    }
    let join = supports("join") ? stated("join") { $0.joinKeys() } : .absent
    let discount = supports("discount") ? stated("discount") { $0.discountRate() } : .absent
    let condition = supports("where") ? stated("where") { $0.expression(as: .truth) } : .absent
    let (stated, isSound) = statedAggregate(always: aggregate)
    let needed = stated ?? (join.isStated || mentions("value") && supports("value") ? .sum : .count)
    let value = ofEvents ? eventValue() : factValue(needed, isStated: stated != nil)
    if discount.isStated, let value = self.value("discount"), needed != .sum || join.isStated {
      faults.error(
        .misplacedKey, at: value.place,
        !join.isStated
          ? "\(name) has \"discount\", but \(quoted(needed.rawValue)) is not a sum"
          : "\(name) has both \"discount\" and \"join\"",
        remedy: !join.isStated
          ? "leave it out, or sum a value" : "leave \"discount\" out: what units share counts on the day of exposure")
      return nil
    }
    let window =
      !join.isStated
      ? factWindow(keys.map { WindowKeys(self, or: $0) } ?? WindowKeys(self), of: fact) : windowOfJoin(needed, keys)
    guard let fact, let window, isSound, case .some(let value) = value else { return nil }
    guard !condition.isFaulty, !join.isFaulty, !discount.isFaulty else { return nil }
    return FactTerm(
      fact, needed, of: value, where: condition.value, window, join: join.value, discount: discount.value)
  }

  /// The value of each event of the fact that this object names.
  func eventTerm() -> FactTerm? {
    factTerm(always: .count, ofEvents: true)
  }

  private func statedAggregate(always aggregate: FactAggregate?) -> (FactAggregate?, isSound: Bool) {
    if let aggregate { return (aggregate, true) }
    guard supports("aggregate"), mentions("aggregate") else { return (nil, true) }
    let stated = word("aggregate", Vocabularies.aggregate)?.value
    return (stated, stated != nil)
  }

  private func eventValue() -> TypedExpression?? {
    required("value").flatMap { $0.expression(as: .number) }.map { .some($0) }
  }

  /// The expression that is aggregated; the outer nil after a fault.
  private func factValue(_ aggregate: FactAggregate, isStated: Bool) -> TypedExpression?? {
    guard supports("value") else { return .some(nil) }
    guard aggregate.needsValue else {
      guard isStated, let value = value("value") else { return .some(nil) }
      faults.error(
        .misplacedKey, at: value.place, "\(name) has \"value\", but \(quoted(aggregate.rawValue)) does not take one",
        remedy: "leave it out, or name another aggregate")
      return nil
    }
    guard let value = required("value") else { return nil }
    guard let expression = value.expression(as: aggregate == .countDistinct ? .unknown : .number) else { return nil }
    return .some(expression)
  }

  /// What units share is a total, which belongs to the day of their exposure or to all days.
  private func windowOfJoin(_ aggregate: FactAggregate, _ keys: WindowKeys?) -> FactWindow? {
    var isSound = true
    if aggregate != .sum, let value = value("aggregate") {
      faults.error(
        .misplacedKey, at: value.place, "\(name) has \"join\", but only a sum can be shared",
        remedy: "leave \"aggregate\" out, or write \"sum\"")
      isSound = false
    }
    // What the metric states for all its parts is for those over events.
    for key in ["after", "within"] {
      guard let value = value(key) else { continue }
      faults.error(
        .misplacedKey, at: value.place, "\(name) has both \(quoted(key)) and \"join\"",
        remedy: "leave \(quoted(key)) out: what is joined by keys has no window")
      isSound = false
    }
    return isSound ? FactWindow.none : nil
  }

  private func factWindow(_ keys: WindowKeys, of fact: Positioned<String>?) -> FactWindow? {
    guard let within = keys.within else {
      // Whether the fact has times is checked later.
      if !keys.isFaulty, keys.after == nil, !keys.isCalendar { return .always }
      if !keys.isFaulty {
        faults.error(
          .missingWindow, at: place,
          "\(name) over the fact \(quoted(fact?.value ?? "")) has a window without an end, so events would count forever",
          remedy: "add \"within\": the length of the window, such as \"7d\"")
      }
      return nil
    }
    return FactWindow(after: keys.after ?? .zero, within: within, isCalendar: keys.isCalendar)
  }
}
