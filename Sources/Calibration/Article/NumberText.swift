/// A parameter without superfluous decimals: 1, 1.5, 20.
func shortNumber(_ value: Double) -> String {
  let thousandths = Int((value * 1000).rounded())
  let digits = String(thousandths % 1000 + 1000).dropFirst()
  let decimals = String(digits.reversed().drop { $0 == "0" }.reversed())
  return String(thousandths / 1000) + (decimals.isEmpty ? "" : "." + decimals)
}

/// A share in percent with `decimals` decimals.
func percent(_ share: Double, decimals: Int = 1) -> String {
  let scale = decimals == 0 ? 1 : decimals == 1 ? 10 : 100
  let units = Int((share * 100 * Double(scale)).rounded())
  let digits = String(units % scale + scale).dropFirst()
  return String(units / scale) + (decimals == 0 ? "" : "." + digits)
}

/// A lift as reports write it: +20 %, or 0 %.
func signedPercent(_ lift: Double) -> String { (lift > 0 ? "+" : "") + shortNumber(100 * lift) + " %" }
