/// A part of a report, without a format: what it says, not how it looks.
package enum Block: Sendable, Equatable {
  case heading(Int, String)
  case paragraph(Phrase)
  /// A sentence that a reader must not miss.
  case callout(Tone, Phrase)
  case bullets([Phrase])
  case table(NumericTable)
}

/// The mood of a statement; a format may give it a color, never only a color.
package enum Tone: Sendable, Equatable {
  case good
  case bad
  case neutral
  case warning
}
