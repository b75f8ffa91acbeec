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
            .object([
              ("fact", .string(fact.name)), ("read", .integer(fact.read)), ("counted", .integer(fact.counted)),
              ("dropped", lines(fact.drops)), ("without_value", lines(fact.withoutValue)),
            ])
          })
      ),
    ])
  }

  private static func lines(_ lines: [Exposure.Line]) -> JSONText {
    .object(lines.map { ($0.text, .integer($0.rows)) })
  }
}
