internal import Statistics

extension Study {
  /// Two means.
  package static let means = Study(
    name: "Means", functional: .mean, populations: Populations.all, lifts: [0, 0.2],
    methods: [
      CalibratedMethod("Welch, difference of means", DeltaMethod(.mean), .absolute),
      CalibratedMethod("Fieller, relative lift of a mean", DeltaMethod(.mean), .relative),
    ])
}
