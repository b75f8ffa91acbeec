extension Moments {
  /// The moments of sums of coordinates: each new coordinate is the sum of those that it lists.
  ///
  /// Third and fourth moments are kept of the leading new coordinates whose parts all have them.
  package func sums(of coordinates: [[Int]]) -> Moments {
    let known = coordinates.prefix { $0.allSatisfy { $0 < cubes?.dimension ?? 0 } }.count
    return Moments(
      count: count, mean: coordinates.map { $0.reduce(0) { $0 + mean[$1] } },
      products: SymmetricMatrix(dimension: coordinates.count) { i, j in
        coordinates[i].reduce(0) { sum, a in coordinates[j].reduce(sum) { $0 + products[a, $1] } }
      },
      cubes: cubes.map { cubes in
        SymmetricCube(dimension: known) { i, j, k in
          coordinates[i].reduce(0) { sum, a in
            coordinates[j].reduce(sum) { sum, b in coordinates[k].reduce(sum) { $0 + cubes[a, b, $1] } }
          }
        }
      },
      quartics: quartics.map { quartics in
        SymmetricQuartic(dimension: known) { i, j, k, l in
          coordinates[i].reduce(0) { sum, a in
            coordinates[j].reduce(sum) { sum, b in
              coordinates[k].reduce(sum) { sum, c in coordinates[l].reduce(sum) { $0 + quartics[a, b, c, $1] } }
            }
          }
        }
      }, nonNegative: coordinates.map { $0.allSatisfy { nonNegative[$0] } })
  }
}

extension StratifiedMoments {
  /// The same units with other outcomes, each the sum of those that it lists; covariates stay.
  package func sums(ofOutcomes parts: [[Int]]) -> StratifiedMoments {
    let coordinates = parts + (0..<covariates).map { [outcomes + $0] }
    return StratifiedMoments(cells: cells.map { $0.map { $0.sums(of: coordinates) } }, outcomes: parts.count)
  }
}
