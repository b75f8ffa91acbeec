extension Moments {
  /// The moments of sums of coordinates: each new coordinate is the sum of those that it lists.
  ///
  /// Third moments are kept of the leading new coordinates whose parts all have them.
  package func sums(of coordinates: [[Int]]) -> Moments {
    let known = cubes.map { cubes in coordinates.prefix { $0.allSatisfy { $0 < cubes.dimension } }.count }
    return Moments(
      count: count, mean: coordinates.map { $0.reduce(0) { $0 + mean[$1] } },
      products: SymmetricMatrix(dimension: coordinates.count) { i, j in
        coordinates[i].reduce(0) { sum, a in coordinates[j].reduce(sum) { $0 + products[a, $1] } }
      },
      cubes: cubes.map { cubes in
        SymmetricCube(dimension: known ?? 0) { i, j, k in
          coordinates[i].reduce(0) { sum, a in
            coordinates[j].reduce(sum) { sum, b in coordinates[k].reduce(sum) { $0 + cubes[a, b, $1] } }
          }
        }
      })
  }
}

extension StratifiedMoments {
  /// The same units with other outcomes, each the sum of those that it lists; covariates stay.
  package func sums(ofOutcomes parts: [[Int]]) -> StratifiedMoments {
    let coordinates = parts + (0..<covariates).map { [outcomes + $0] }
    return StratifiedMoments(cells: cells.map { $0.map { $0.sums(of: coordinates) } }, outcomes: parts.count)
  }
}
