#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The Poisson distribution with a mean of at most 1 as thresholds for a word of 32 bits.
///
/// The weight of a word u is the smallest k with u < round(2³²·P(X ≤ k)), so that each probability is right to 2⁻³³.
struct PoissonThresholds: Sendable, Equatable {
  /// The largest weight there is: of a mean of 1 more has a probability of 10⁻¹⁵, which is below half a word.
  static let largest = 16

  private let thresholds: [UInt32]
  /// The weight by the first twelve bits of a word; `undecided` where a threshold lies within.
  private let leading: [UInt8]

  private static let unseenBits: UInt32 = 20
  private static let undecided: UInt8 = 255

  /// - Precondition: 0 < mean ≤ 1.
  init(mean: Double) {
    precondition(mean > 0 && mean <= 1)
    var (thresholds, mass, total): ([UInt32], Double, Double) = ([], exp(-mean), 0)
    for k in 0..<Self.largest {
      total += mass
      // From 2³² on every word is below.
      guard let threshold = UInt32(exactly: (total * 0x1p32).rounded()) else { break }
      thresholds.append(threshold)
      mass *= mean / Double(k + 1)
    }
    self.thresholds = thresholds
    leading = (0..<4096).map { index in
      let first = UInt32(index) << Self.unseenBits
      let weight = Self.counted(first, thresholds)
      let last = Self.counted(first | (1 << Self.unseenBits - 1), thresholds)
      return weight == last ? UInt8(weight) : Self.undecided
    }
  }

  private static func counted(_ word: UInt32, _ thresholds: [UInt32]) -> Int {
    thresholds.firstIndex { word < $0 } ?? thresholds.count
  }

  func weight(of word: UInt32) -> Double { withTable { weight(of: word, in: $0) } }

  /// Lends the table of the first bits to a loop.
  func withTable<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    leading.withUnsafeBufferPointer(body)
  }

  @inline(__always)
  func weight(of word: UInt32, in table: UnsafeBufferPointer<UInt8>) -> Double {
    let weight = table[Int(word >> Self.unseenBits)]
    return weight == Self.undecided ? Double(Self.counted(word, thresholds)) : Double(weight)
  }
}
