import TestSupport

extension ExampleGroup {
  /// Sources inside and outside the data root, by path and by link.
  static let dataRoot = ExampleGroup("data-root.txt") {
    func outside(
      _ name: String, _ source: String, _ arguments: [String] = [],
      _ prepare: @escaping @Sendable (ScratchFolder) throws -> Void = { _ in }
    )
      -> Example
    {
      Example(name, ["analyze", "specs/spec.json", "--quiet"] + arguments) { folder in
        try folder.write(healthyData, to: "units.csv")
        try folder.write(
          SmallSpec { $0.source = source == "absolute" ? folder("units.csv") : source }.json, to: "specs/spec.json")
        try prepare(folder)
      }
    }
    return [
      outside("a source above the spec", "../units.csv"),
      outside("an absolute source", "absolute"),
      outside("an absolute source below the data root", "absolute", ["--data-root", "."]),
      outside("a source relative to the data root", "units.csv", ["--data-root", "."]),
      outside("a source above the data root", "../units.csv", ["--data-root", "specs"]),
      outside("a link that leads out", "link.csv") { try $0.link("specs/link.csv", to: "../units.csv") },
      outside("a folder link that leads out", "out/units.csv") { try $0.link("specs/out", to: "..") },
      outside("a link that stays inside", "link.csv") {
        try $0.write(healthyData, to: "specs/units.csv")
        try $0.link("specs/link.csv", to: "units.csv")
      },
      outside("a link to itself", "link.csv") { try $0.link("specs/link.csv", to: "link.csv") },
      outside("a link to nothing", "link.csv") { try $0.link("specs/link.csv", to: "gone.csv") },
      outside("a root whose name begins like the root", "../specs-2/units.csv") {
        try $0.write(healthyData, to: "specs-2/units.csv")
      },
    ]
  }
}
