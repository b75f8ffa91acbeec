package import Diagnostics

/// Text from the inside of a string, of which the place of every character in the file is known.
///
/// An escape such as `\n` or `\u00e9` takes several columns for one character, so its followers are shifted.
package struct PlacedText: Hashable, Sendable {
  package let text: String
  /// The place at which the text begins: behind the opening quote.
  package let place: SourcePlace
  /// How many columns behind `place` each Unicode scalar begins, and the end as the last element; nil without escapes.
  package let offsets: [Int]?

  package init(_ text: String, at place: SourcePlace, offsets: [Int]? = nil) {
    self.text = text
    self.place = place
    self.offsets = offsets
  }

  /// The place of the Unicode scalar with this index, or of the end when the index is their number.
  package func place(at index: Int) -> SourcePlace {
    let offset = offsets.map { $0[min(index, $0.count - 1)] } ?? index
    return SourcePlace(file: place.file, line: place.line, column: place.column + offset)
  }
}
