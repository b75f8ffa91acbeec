internal import Diagnostics
internal import Specification
package import Statistics

/// Variants set against others, with the names that a result shows.
package struct Comparison: Sendable, Equatable {
  package let contrast: Contrast
  /// The side that is subtracted.
  package let control: String
  package let variant: String

  /// The comparisons that a spec asks for, in its order.
  static func all(_ spec: ExperimentSpec) -> [Comparison] {
    let control = spec.control
    let indices = spec.variants.indices
    switch spec.contrasts {
    case .againstControl: return indices.filter { $0 != control }.map { pair(spec, control, $0) }
    case .allPairs:
      let order = [control] + indices.filter { $0 != control }
      return indices.flatMap { i in (i + 1..<order.count).map { pair(spec, order[i], order[$0]) } }
    case .named(let contrasts): return contrasts.map { named(spec, $0) }
    }
  }

  private static func pair(_ spec: ExperimentSpec, _ control: Int, _ variant: Int) -> Comparison {
    Comparison(
      contrast: Contrast(control: control, variant: variant), control: spec.variants[control].name.value,
      variant: spec.variants[variant].name.value)
  }

  private static func named(_ spec: ExperimentSpec, _ contrast: ContrastSpec) -> Comparison {
    let names = spec.variants.indices.filter { contrast.weights[$0] < 0 }.map { spec.variants[$0].name.value }
    return Comparison(
      contrast: Contrast(weights: contrast.weights), control: names.joined(separator: " + "),
      variant: contrast.name.value)
  }
}
