import TestSupport

extension ExampleGroup {
  /// Repeats, crossings, blank and unknown labels.
  static let units = ExampleGroup("units.txt") {
    return [
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
    ]
  }
}
