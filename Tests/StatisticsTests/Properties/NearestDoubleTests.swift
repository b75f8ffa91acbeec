import Statistics
import TestSupport
import Testing

/// The quick conversion of wide integers is the one of the standard library.
@Suite struct NearestDoubleTests {
  @Test func isTheNearestDouble() {
    var random = SeededRandom(seed: 73)
    var numbers: [Int128] = [0, 1, -1, .max, .min, 1 << 64, (1 << 64) - 1, (1 << 64) + 1, (1 << 117) + 1]
    // Halves between two doubles, and a hair above and below them.
    for shift in 0..<74 {
      for odd: Int128 in [(1 << 53) + 1, (1 << 53) + 3] {
        numbers += [-1, 0, 1].map { (odd << Int128(shift)) + $0 }
      }
    }
    for _ in 0..<2000 {
      let wide = Int128(bitPattern: UInt128(random.next()) << 64 | UInt128(random.next()))
      numbers.append(wide >> Int128(random.integer(0...127)))
    }
    for number in numbers {
      #expect(number.nearestDouble == Double(number), "\(number)")
      #expect(number.magnitude.nearestDouble == Double(number.magnitude), "\(number)")
    }
  }
}
