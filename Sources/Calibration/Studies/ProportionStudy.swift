internal import Statistics

extension Study {
  /// Two proportions; the largest lift is the one that a published case claims.
  package static let proportions = Study(
    name: "Proportions", functional: .mean, populations: Populations.proportions, lifts: [0, 0.2, 2.02],
    methods: [
      CalibratedMethod("Miettinen-Nurminen, difference of proportions", MiettinenNurminen(), .absolute),
      CalibratedMethod("Miettinen-Nurminen, relative lift of a proportion", MiettinenNurminen(), .relative),
      CalibratedMethod("Miettinen-Nurminen, odds ratio", MiettinenNurminen(), .oddsRatio),
    ])
}
