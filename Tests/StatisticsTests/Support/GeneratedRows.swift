import TestSupport

/// Rows that an oracle table describes by a recipe instead of storing them.
struct GeneratedRows: Decodable, Sendable {
  let recipe: String
  let seed: UInt64
  let keyPrefix: String

  func rows(_ count: Int) throws -> [[Double]] { try (1...count).map { try row("\(keyPrefix)\($0)") } }

  private func row(_ key: String) throws -> [Double] {
    func u(_ draw: UInt64) -> Double { HashStream.uniform(seed: seed, key: key, draw: draw) }
    func e(_ draw: UInt64) -> Double { HashStream.exponential(seed: seed, key: key, draw: draw) }
    switch recipe {
    case "F3 control": return [6 * e(1) + 4 * e(0), e(1)]
    case "F3 treatment": return [(6 * e(1) + 4 * e(0)) * 1.1, e(1)]
    case "uniform": return [u(0), 1 + (5 * u(1)).rounded(.down), u(2)]
    case "offset": return [1e9 + u(0), 1e9 + 1 + u(1), u(2)]
    case "skewed": return [1 / (1 - u(0)), 1 + (3 * u(1)).rounded(.down), u(2) * u(2) * u(2)]
    case "counts": return [(20 * u(0) * u(1)).rounded(.down), 1 + (4 * u(1)).rounded(.down)]
    case "conversion": return [u(0) < 0.03 ? 1 : 0, 1]
    default: throw UnknownRecipe(name: recipe)
    }
  }

  struct UnknownRecipe: Error { let name: String }
}
