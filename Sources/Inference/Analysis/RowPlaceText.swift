/// Where an example stands: `row 3`, or `row 3 of day2.csv` where there are several files.
func rowPlace(_ row: Int, of file: String?) -> String {
  let name = file.map { " of " + ($0.split(separator: "/").last.map(String.init) ?? $0) }
  return "row \(row)\(name ?? "")"
}
