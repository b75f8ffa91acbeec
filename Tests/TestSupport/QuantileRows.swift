/// The rows that `Tests/Oracle/quantile_values.py` describes, as CSV.
package enum QuantileRows {
  package static func csv(areEvents: Bool) -> String {
    "user,variant,cluster,kind,value\n" + (1...600).map { rows(of: $0, areEvents: areEvents) }.joined()
  }

  private static func rows(of user: Int, areEvents: Bool) -> String {
    let key = "q\(user)"
    func u(_ draw: Int) -> Double { HashStream.uniform(seed: 11, key: key, draw: UInt64(draw)) }
    let variants = user % 2 == 1 ? ["old", "new"] : ["new", "old"]
    let cluster = user == 50 ? 1 : user % 92
    let count = areEvents ? 1 + Int(5 * u(1)) : 1
    return (0..<count).map { event in
      var value = 1 / (1 - 0.9 * u(2)) + 3 * u(10 + event)
      if variants[0] == "new" { value *= 1.25 }
      let text = u(100 + event) < 0.05 ? "" : "\(value)"
      let kind = u(200 + event) < 0.8 ? "a" : "b"
      let copies = [7, 20].contains(user) && event == 0 ? variants : [variants[0]]
      return copies.map { "\(key),\($0),\(cluster),\(kind),\(text)\n" }.joined()
    }.joined()
  }
}
