/// A query as named steps and a last SELECT: `with a as (...), b as (...) select ...`.
struct SQLText {
  private var steps: [(name: String, select: String)] = []

  mutating func step(_ name: String, _ select: String) {
    steps.append((name, select))
  }

  func ending(_ select: String) -> String {
    let common = steps.map { "\($0.name) as (\n  \($0.select)\n)" }.joined(separator: ",\n")
    return "with \(common)\n\(select)"
  }
}
