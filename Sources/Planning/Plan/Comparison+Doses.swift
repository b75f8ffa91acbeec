internal import Diagnostics
internal import Statistics

extension Comparison {
  /// Two doses in the place of variants; the contrast is that of the two predictions.
  package init(doses from: Double, _ to: Double, of name: String) {
    self.init(
      contrast: Contrast(control: 0, variant: 1), control: "\(name) \(decimal(from))", variant: "\(name) \(decimal(to))"
    )
  }
}
