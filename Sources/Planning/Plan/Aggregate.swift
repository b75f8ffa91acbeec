/// One number per variant that a query returns; requests merge with a set union.
package enum Aggregate: Sendable, Hashable {
  /// Units of the population.
  case count(Population)
  /// Units that a reason keeps out of the population; the first possible one is what the others leave.
  case dropped(DropReason, Population)
  /// On events, the rows of units that a reason keeps out of the sums.
  case droppedRows(DropReason, Population)
  /// Σq of a term.
  case sum(Int, Population)
  /// Σqq' of two terms.
  case product(Int, Int, Population)
  /// Σ of the product of three coarser q.
  case cube(Int, Int, Int, Population)
  /// Σ of the product of four coarser q.
  case quartic(Int, Int, Int, Int, Population)
  /// min and max of x − c of a term: they tell whether its center and scale suit all the rows. The least is also known of
  /// short decimals, as an integer: it tells whether values can be negative.
  case lowest(Int, Population)
  case highest(Int, Population)
  /// Units whose value of a term has an integer: asked instead of the range where only short decimals have one.
  case fitting(Int, Population)
  /// Rows of analysis whose value of a term is above zero.
  case above(Int, Population)

  package var population: Population {
    switch self {
    case .count(let population), .dropped(_, let population), .droppedRows(_, let population),
      .sum(_, let population), .product(_, _, let population),
      .cube(_, _, _, let population), .quartic(_, _, _, _, let population), .lowest(_, let population),
      .highest(_, let population),
      .fitting(_, let population), .above(_, let population):
      population
    }
  }
}
