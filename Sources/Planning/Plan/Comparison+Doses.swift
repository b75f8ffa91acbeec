internal import Statistics

extension Comparison {
  /// Two doses in the place of variants; the contrast is that of the two predictions.
  package init(doses from: Double, _ to: Double, of name: String) {
    func text(_ dose: Double) -> String {
      dose == dose.rounded() && abs(dose) < 1e15 ? "\(name) \(Int(dose))" : "\(name) \(dose)"
    }
    self.init(contrast: Contrast(control: 0, variant: 1), control: text(from), variant: text(to))
  }
}
