internal import Inference

/// How far the data reaches and where every event went, as `results.json` has it.
enum JSONEvents {
  static func value(_ events: EventUse) -> JSONText {
    .object([
      ("timezone", .string(events.timezone)), ("first_exposure", .optional(events.firstExposure)),
      ("last_exposure", .optional(events.lastExposure)), ("end", .optional(events.cut)),
      ("end_is_stated", .truth(events.cutIsStated)), ("crossed", lines(events.crossed)),
      (
        "facts",
        .array(
          events.facts.map { fact in
            .object(
              [
                ("fact", .string(fact.name)), ("read", .integer(fact.read)), ("counted", .integer(fact.counted)),
                ("dropped", lines(fact.drops)), ("without_value", lines(fact.withoutValue)),
              ] + (fact.sharing.map { [("sharing", sharing($0))] } ?? []))
          })
      ),
    ])
  }

  private static func sharing(_ sharing: EventUse.Sharing) -> JSONText {
    .object([
      ("keys", .string(sharing.keys)), ("by_variant", .truth(sharing.isByVariant)),
      (
        "totals",
        .array(
          sharing.totals.map { total in
            .object([
              ("value", .string(total.name)), ("total", .number(total.whole)), ("shared", .number(total.shared)),
              ("not_shared", .object(total.unshared.map { ($0.reason, .number($0.total)) })),
            ])
          })
      ), ("rows_below_zero", .integer(sharing.negative)), ("units_without_key", .integer(sharing.unitsWithoutKey)),
      ("units_without_row", .integer(sharing.unitsWithoutRow)),
    ])
  }

  private static func lines(_ lines: [Exposure.Line]) -> JSONText {
    .object(lines.map { ($0.text, .integer($0.rows)) })
  }
}
