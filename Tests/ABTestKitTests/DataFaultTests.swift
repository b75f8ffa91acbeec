import TestSupport
import Testing

/// What users see when the file can be read and the data cannot be what the spec says.
@Suite(.enabled(if: hasDuckDB, "\(needsDuckDB)")) struct DataFaultTests {
  @Test func variantsWithoutUnits() throws {
    try expectAsRecorded(
      [
        Example("one arm only", rows(count: 40) { "\($0),new,\($0 % 3 == 0 ? 1 : 0)" }),
        Example("all rows in control", rows(count: 40) { "\($0),old,\($0 % 3 == 0 ? 1 : 0)" }),
        Example("no label is known", "user,variant,sold\n1,A,0\n2,B,1\n3,A,1\n"),
        Example("every label is blank", "user,variant,sold\n1,,0\n2, ,1\n"),
        Example("every unit is blank", "user,variant,sold\n,old,0\n ,new,1\n"),
        Example(
          "nothing is left by where", "user,variant,sold\n1,old,0\n2,new,1\n",
          SmallSpec { $0.data += #", "where": "sold > 5""# }),
        Example("every unit is in both variants", "user,variant,sold\n1,old,0\n1,new,1\n2,old,1\n2,new,1\n"),
        Example(
          "the metric's where leaves one variant", rows(count: 40) { "\($0),\(old($0)),\($0 % 3 == 0 ? 1 : 0)" },
          SmallSpec(metric: #"{ "name": "sale", "type": "proportion", "column": "sold", "where": "variant = 'old'" }"#)),
        Example("one unit in each variant", "user,variant,sold\n1,old,0\n2,new,1\n", SmallSpec(metric: mean)),
      ], in: "empty-variants.txt")
  }

  @Test func valuesWithoutInformation() throws {
    try expectAsRecorded(
      [
        Example(
          "zero variance in both variants", rows(count: 40) { "\($0),\(old($0)),5" }, SmallSpec(metric: mean)),
        Example(
          "zero variance in one variant", rows(count: 80) { "\($0),\(old($0)),\($0 % 2 == 0 ? 5 : $0)" },
          SmallSpec(metric: mean)),
        Example("no conversion in either variant", rows(count: 80) { "\($0),\(old($0)),0" }),
        Example("no conversion in control", rows(count: 80) { "\($0),\(old($0)),\($0 % 8 == 1 ? 1 : 0)" }),
        Example("no conversion in the treatment", rows(count: 80) { "\($0),\(old($0)),\($0 % 8 == 0 ? 1 : 0)" }),
        Example("all converted", rows(count: 80) { "\($0),\(old($0)),1" }),
        Example(
          "all zeros in control", rows(count: 80) { "\($0),\(old($0)),\($0 % 2 == 0 ? 0 : $0)" },
          SmallSpec(metric: mean)),
        Example(
          "a denominator of zeros", rows("orders", count: 80) { "\($0),\(old($0)),\($0 % 7),0" },
          SmallSpec(metric: ratio)),
        Example(
          "a denominator around zero",
          rows("orders", count: 80) { "\($0),\(old($0)),\($0 % 7),\($0 % 4 < 2 ? -3 : 3)" },
          SmallSpec(metric: ratio)),
      ], in: "no-information.txt")
  }

  @Test func valuesThatAreNoNumbers() throws {
    try expectAsRecorded(
      [
        Example(
          "infinite and NaN values",
          rows(count: 80) {
            "\($0),\(old($0)),\($0 == 7 ? "inf" : $0 == 8 ? "NaN" : $0 == 9 ? "-Infinity" : "\($0 % 9)")"
          },
          SmallSpec(metric: mean)),
        Example(
          "values beyond the largest double", rows(count: 80) { "\($0),\(old($0)),\($0 % 5 == 0 ? "1e400" : "3")" },
          SmallSpec(metric: mean)),
        Example(
          "a number column that holds text",
          rows(count: 80) { "\($0),\(old($0)),\($0 % 20 == 3 ? "n/a" : "\($0 % 9)")" },
          SmallSpec(metric: mean)),
        Example(
          "only text in a number column", rows(count: 80) { "\($0),\(old($0)),often" }, SmallSpec(metric: mean)),
        Example(
          "decimal commas", rows(count: 80) { "\($0),\(old($0)),\"\($0 % 9),5\"" }, SmallSpec(metric: mean)),
        Example("a proportion column with twos", rows(count: 80) { "\($0),\(old($0)),\($0 % 3)" }),
        Example(
          "words for yes and no",
          rows(count: 80) { "\($0),\(old($0)),\(["Yes", "no", "TRUE", "false", "1.0", "0"][$0 % 6])" }),
        Example(
          "values near 1e300", rows(count: 80) { "\($0),\(old($0)),\($0 % 9 + 1)e300" }, SmallSpec(metric: mean)),
        Example(
          "values at both ends of the range", rows(count: 80) { "\($0),\(old($0)),\($0 % 4 < 2 ? "-" : "")1.7e308" },
          SmallSpec(metric: mean)),
        Example(
          "values near 1e-310", rows(count: 80) { "\($0),\(old($0)),\($0 % 9 + 1)e-310" }, SmallSpec(metric: mean)),
        Example(
          "a ratio near 1e300", rows("orders", count: 80) { "\($0),\(old($0)),\($0 % 7 + 1)e300,\($0 % 3 + 1)e-300" },
          SmallSpec(metric: ratio)),
        Example(
          "missing more often in one variant",
          rows(count: 400) { "\($0),\(old($0)),\($0 % 10 == 1 ? "" : "\($0 % 9)")" }, SmallSpec(metric: mean)),
        Example(
          "missing equally often",
          rows(count: 400) { "\($0),\(old($0)),\($0 % 10 < 2 ? "" : "\($0 % 9)")" }, SmallSpec(metric: mean)),
      ], in: "no-numbers.txt")
  }

  @Test func unitsThatAreNotUnits() throws {
    try expectAsRecorded(
      [
        Example(
          "differing repeats of a unit",
          rows(count: 40) { "\($0),\(old($0)),\($0 % 3 == 0 ? 1 : 0)" } + "7,new,1\n8,old,1\n"),
        Example(
          "identical repeats of a unit",
          rows(count: 40) { "\($0),\(old($0)),\($0 % 3 == 0 ? 1 : 0)" } + "7,new,0\n7,new,0\n"),
        Example(
          "few units in several variants",
          rows(count: 400) { "\($0),\(old($0)),\($0 % 3 == 0 ? 1 : 0)" } + "7,old,0\n8,new,0\n"),
        Example(
          "many units in several variants",
          rows(count: 400) { "\($0),\(old($0)),\($0 % 3 == 0 ? 1 : 0)" }
            + (1...8).map { "\($0),\(old($0 + 1)),0\n" }.joined()),
        Example(
          "blank and unknown labels",
          rows(count: 400) { "\($0),\(old($0)),\($0 % 3 == 0 ? 1 : 0)" }
            + "1001,,0\n1002,beta,1\n1003,alpha,1\n1004,Old,1\n"),
        Example("blank units", rows(count: 400) { "\($0),\(old($0)),\($0 % 3 == 0 ? 1 : 0)" } + ",old,0\n ,new,1\n"),
        Example(
          "a sample ratio mismatch", rows(count: 400) { "\($0),\($0 % 3 == 0 ? "old" : "new"),\($0 % 5 == 0 ? 1 : 0)" }),
      ], in: "units.txt")
  }

  private let mean = #"{ "name": "sale", "type": "mean", "column": "sold" }"#
  private let ratio = #"{ "name": "sale", "type": "ratio", "numerator": "sold", "denominator": "orders" }"#
}

/// Units 1 to `count` below the header `user,variant,sold` and more columns.
func rows(_ more: String = "", count: Int, _ row: (Int) -> String) -> String {
  let header = "user,variant,sold" + (more.isEmpty ? "" : "," + more)
  return ([header] + (1...count).map(row)).map { $0 + "\n" }.joined()
}

/// Even units are old, odd ones new.
func old(_ unit: Int) -> String { unit % 2 == 0 ? "old" : "new" }
