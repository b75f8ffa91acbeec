/// One line of the tables of a study: cells by lift, then by method.
package struct CalibrationRow: Sendable {
  package let population: String
  package let allocation: Allocation
  package let runs: Int
  package let cells: [[CalibrationCell]]

  package init(population: String, allocation: Allocation, runs: Int, cells: [[CalibrationCell]]) {
    self.population = population
    self.allocation = allocation
    self.runs = runs
    self.cells = cells
  }
}
