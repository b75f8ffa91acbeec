internal import Diagnostics
package import Terms

extension ExperimentSpec {
  /// The mechanism that the spec names, or the one that its other keys imply.
  package var assignment: AssignmentRule {
    if let stated = data.assignment { return stated.value }
    return data.cluster != nil ? .cluster : strata.isEmpty && data.phases.isEmpty ? .unit : .stratified
  }
}
