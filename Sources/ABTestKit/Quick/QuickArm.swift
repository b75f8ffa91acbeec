internal import Diagnostics
internal import Statistics

/// One variant as a person types it: `120/2400`, successes of trials, or `10.2±3.1@400`, mean, standard deviation and units.
struct QuickArm: Sendable, Equatable {
  enum Figures: Sendable, Equatable {
    case counts(successes: Int, trials: Int)
    /// The standard deviation divides by n − 1.
    case moments(mean: Double, deviation: Double, count: Int)
  }

  /// The text as it was typed.
  let text: String
  let figures: Figures

  /// - Parameter position: of the argument, counted from 1; messages name it.
  init(_ text: String, position: Int) throws(QuickFault) {
    self.text = text
    let fault = QuickFault.Place(position: position, text: text)
    if let slash = text.firstIndex(of: "/") {
      figures = try Self.counts(text[..<slash], text[text.index(after: slash)...], fault)
    } else if let sign = text.ranges(of: "±").first ?? text.ranges(of: "+-").first {
      figures = try Self.moments(text[..<sign.lowerBound], text[sign.upperBound...], fault)
    } else {
      throw fault.says(
        "is neither counts nor a mean", "write successes/trials, such as 120/2400, or mean±sd@n, such as 10.2±3.1@400")
    }
  }

  private static func counts(
    _ successes: Substring, _ trials: Substring, _ fault: QuickFault.Place
  ) throws(QuickFault) -> Figures {
    let x = try count(successes, "successes", fault, "such as 120/2400")
    let n = try count(trials, "trials", fault, "such as 120/2400")
    guard n > 0 else { throw fault.says("has no trials", "write at least one trial") }
    guard x <= n else {
      throw fault.says(
        "has more successes than trials", "write successes/trials: \(n)/\(x), if you swapped the two")
    }
    return .counts(successes: x, trials: n)
  }

  private static func moments(
    _ mean: Substring, _ rest: Substring, _ fault: QuickFault.Place
  ) throws(QuickFault) -> Figures {
    guard let at = rest.firstIndex(of: "@") else {
      throw fault.says("does not give a number of units", "write mean±sd@n, such as 10.2±3.1@400")
    }
    let mean = try number(mean, "mean", fault)
    let deviation = try number(rest[..<at], "standard deviation", fault)
    guard deviation >= 0 else {
      throw fault.says("has a negative standard deviation", "write a standard deviation of 0 or more")
    }
    let n = try count(rest[rest.index(after: at)...], "number of units", fault, "such as 10.2±3.1@400")
    guard n >= 2 else { throw fault.says("has fewer than 2 units", "a standard deviation needs at least 2") }
    return .moments(mean: mean, deviation: deviation, count: n)
  }

  /// The largest count whose neighbors doubles still tell apart.
  private static let largest = 1 << 53

  private static func count(
    _ text: Substring, _ what: String, _ fault: QuickFault.Place, _ example: String
  ) throws(QuickFault) -> Int {
    guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      throw fault.says(
        "needs a whole number for its \(what), found '\(shortened(String(text)))'", "write digits only, \(example)")
    }
    guard let value = Int(text), value <= largest else {
      throw fault.says("has too large a number for its \(what)", "write at most \(largest)")
    }
    return value
  }

  private static func number(
    _ text: Substring, _ what: String, _ fault: QuickFault.Place
  ) throws(QuickFault) -> Double {
    let known = Set("0123456789.eE+-".utf8)
    guard text.utf8.allSatisfy(known.contains), let value = Double(text), value.isFinite else {
      throw fault.says(
        "needs a number for its \(what), found '\(shortened(String(text)))'",
        "write it with a decimal point, such as 10.2±3.1@400")
    }
    return value
  }

  var isCounts: Bool {
    switch figures {
    case .counts: true
    case .moments: false
    }
  }

  /// The moments of the variant's units.
  var moments: Moments {
    switch figures {
    case .counts(let successes, let trials): Moments(successes: successes, trials: trials)
    case .moments(let mean, let deviation, let count):
      Moments(
        count: count, mean: [mean],
        products: SymmetricMatrix(dimension: 1) { _, _ in deviation * deviation * Double(count - 1) })
    }
  }
}
