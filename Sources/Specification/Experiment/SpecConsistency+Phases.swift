import Diagnostics
internal import Terms

extension SpecConsistency {
  /// Phases follow each other, and each has a weight for every variant.
  func checkPhases() {
    guard let first = data.phases.first else { return }
    if data.time == nil {
      faults.error(
        .missingKey, at: first.place, "\"phases\" need the time of exposure, but \"data\" has no key \"time\"",
        remedy: "add \"time\": the column with the time of exposure")
    }
    if let cluster = data.cluster {
      faults.error(
        .notSupportedYet, at: cluster.place, "\"phases\" are not supported yet for clusters",
        remedy: "leave \"phases\" out; where each cluster belongs to one phase, name the phase as a stratum")
    }
    for phase in data.phases where areVariantsKnown && phase.weights.count != variants.count {
      faults.error(
        .outOfRange, at: phase.place,
        "a phase has \(phase.weights.count) weights, but the experiment has \(variants.count) variants",
        remedy: "write one weight per variant, in the order of the variants")
    }
    for phase in data.phases where phase.weights.count(where: { $0 > 0 }) < 2 {
      faults.error(
        .outOfRange, at: phase.place, "a phase has fewer than two weights above 0, so it compares nothing",
        remedy: "leave its units out with \"start\", \"end\" or \"where\"")
    }
    for phase in data.phases.dropLast() where phase.until == nil {
      faults.error(
        .missingKey, at: phase.place, "a phase before the last one has no key \"until\"",
        remedy: "add \"until\": the first moment of the next phase")
    }
    for (earlier, later) in zip(data.phases, data.phases.dropFirst()) {
      guard let one = earlier.until, let two = later.until, (one.value.offset == nil) == (two.value.offset == nil),
        two.value.microseconds <= one.value.microseconds
      else { continue }
      faults.error(
        .outOfRange, at: two.place, "the phases are not in chronological order",
        remedy: "write them in the order in which they took place")
    }
  }
}
