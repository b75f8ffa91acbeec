internal import Reporting
internal import Statistics

/// Compares variants whose figures are typed on the command line, with the estimators of a whole analysis.
public struct QuickRun: Sendable {
  private let arms: [QuickArm]

  /// - Parameter variants: the control first, each `120/2400` or `10.2±3.1@400`; all of one form.
  /// - Throws: `QuickFault` for what cannot be read.
  public init(_ variants: [String]) throws(QuickFault) {
    var arms: [QuickArm] = []
    for (index, text) in variants.enumerated() { arms.append(try QuickArm(text, position: index + 1)) }
    guard let control = arms.first, arms.count > 1 else {
      throw QuickFault(
        "a comparison needs a control and at least one treatment; write for example abtest quick 120/2400 156/2380")
    }
    for (index, arm) in arms.enumerated() where arm.isCounts != control.isCounts {
      throw QuickFault.Place(position: index + 1, text: arm.text).says(
        "gives \(arm.isCounts ? "counts" : "a mean"), but the control gives \(control.isCounts ? "counts" : "a mean")",
        "write all variants in the same form")
    }
    self.arms = arms
  }

  /// The result for a terminal.
  public func text(width: Int, usesColor: Bool) -> String {
    let comparisons = arms.dropFirst().map { QuickComparison(control: arms[0], variant: $0) }
    let terminal = TerminalText(width: width, usesColor: usesColor)
    return terminal.render(QuickSection(comparisons: comparisons).blocks)
  }
}
