/// Where each unit stands among those of the other variant: the share of them below it, equal ones half.
///
/// The mean placement of the variant's units is p̂ = P(Y₀ < Y₁) + ½P(Y₀ = Y₁); those of the control are shifted so that their
/// mean is ½. Then p̂ − ½ is a difference of means, and its variance is the one of Brunner and Munzel, so that whatever
/// adjusts means adjusts ranks.
///
/// - Note: E. Brunner, U. Munzel (2000), *Biometrical Journal* 42, 17-25; Methods/ranks, "Placements".
package struct Placements: Sendable, Equatable {
  /// The placements of the control's units, in the order of the values.
  package let control: [Double]
  package let variant: [Double]

  /// - Precondition: some values on each side, none NaN.
  package init(control: [Double], variant: [Double]) {
    precondition(!control.isEmpty && !variant.isEmpty)
    let all = midranks(control + variant)
    func shares(_ ranks: ArraySlice<Double>, _ own: [Double], _ others: Int) -> [Double] {
      zip(ranks, midranks(own)).map { ($0 - $1) / Double(others) }
    }
    let ofControl = shares(all[..<control.count], control, variant.count)
    self.variant = shares(all[control.count...], variant, control.count)
    let mean = ofControl.reduce(0, +) / Double(control.count)
    self.control = ofControl.map { $0 - mean + BrunnerMunzel.even }
  }
}
