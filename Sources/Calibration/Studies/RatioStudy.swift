internal import Statistics

extension Study {
  /// Two ratios of totals per unit: the value of a session where units have several.
  package static let ratios = Study(
    name: "Ratios", functional: .ratio, populations: Populations.all, lifts: [0, 0.2],
    methods: [
      CalibratedMethod("Delta method, difference of ratios", DeltaMethod(.ratio), .absolute),
      CalibratedMethod("Delta method, relative lift of a ratio", DeltaMethod(.ratio), .relative),
    ])
}
