package import Terms

/// The tests of the matrix beside the one that a type has by itself, in the order of the page.
package enum MatrixInference {
  package static let all = MetricTest.allCases.filter { $0 != .auto }

  package static func heading(_ test: MetricTest) -> String {
    switch test {
    case .auto: "Fixed horizon"
    case .score: "Score test"
    case .barnard: "Barnard's test"
    case .boschloo: "Boschloo's test"
    case .fisher: "Fisher's test"
    case .midP: "Mid-p"
    case .bootstrap: "Bootstrap"
    case .randomization: "Randomization test"
    }
  }
}
