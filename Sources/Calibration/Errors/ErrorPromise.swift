/// A bound on how often something false is said, with the shares of simulated experiments in which it was.
package struct ErrorPromise: Sendable {
  /// What is said although it is false, and of what truths.
  package let error: String
  /// The shares that are promised.
  package let promised: ClosedRange<Double>
  /// Every cell in which the promise can be broken, with its share.
  package let found: [(cell: String, rate: Rate)]

  package init(_ error: String, _ promised: ClosedRange<Double>, _ found: [(cell: String, rate: Rate)]) {
    (self.error, self.promised) = (error, promised)
    self.found = found.filter(\.rate.isKnown)
  }

  package init(_ error: String, atMost bound: Double, _ found: [(cell: String, rate: Rate)]) {
    self.init(error, 0...bound, found)
  }

  /// The cells whose share chance does not explain.
  package var broken: [(cell: String, rate: Rate)] {
    found.filter {
      $0.rate.deviation(from: promised.upperBound) == .above || $0.rate.deviation(from: promised.lowerBound) == .below
    }
  }

  /// The cells with the smallest and the largest share; nil where nothing was simulated.
  package var extremes: (least: (cell: String, rate: Rate), most: (cell: String, rate: Rate))? {
    guard let least = found.min(by: { $0.rate.value < $1.rate.value }),
      let most = found.max(by: { $0.rate.value < $1.rate.value })
    else { return nil }
    return (least, most)
  }
}

extension ErrorPromise {
  static let header = ["error", "promised, %", "found, %", "where", "cells"]

  /// The line of the table of promises.
  var cells: [String] {
    let bound =
      promised.lowerBound > 0
      ? "\(shortNumber(100 * promised.lowerBound)) to \(shortNumber(100 * promised.upperBound))"
      : "at most \(shortNumber(100 * promised.upperBound))"
    guard let (least, most) = extremes else { return [error, bound, "–", "–", "0"] }
    func text(_ rate: Rate) -> String { "\(percent(rate.value, decimals: 2)) ± \(percent(rate.error, decimals: 2))" }
    let isRange = promised.lowerBound > 0
    let count = broken.isEmpty ? "\(found.count)" : "\(found.count), too often in \(broken.count) ▲"
    return [
      error, bound, isRange ? "\(text(least.rate)) to \(text(most.rate))" : "at most \(text(most.rate))",
      isRange ? "\(least.cell); \(most.cell)" : most.cell, count,
    ]
  }
}
