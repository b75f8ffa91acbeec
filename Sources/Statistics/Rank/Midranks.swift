/// The rank of each value, counted from 1; equal values share the mean of their ranks.
func midranks(_ values: [Double]) -> [Double] {
  let order = values.indices.sorted { values[$0] < values[$1] }
  var ranks = [Double](repeating: 0, count: values.count)
  var first = 0
  while first < order.count {
    var last = first
    while last + 1 < order.count, values[order[last + 1]] == values[order[first]] { last += 1 }
    for position in first...last { ranks[order[position]] = Double(first + last) / 2 + 1 }
    first = last + 1
  }
  return ranks
}
