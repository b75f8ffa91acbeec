/// What files are called where their folder is known.
package enum FileNames {
  /// The last part of each path, with as many folders before it as tell the files apart.
  package static func distinct(_ paths: [String]) -> [String] {
    let parts = paths.map { $0.split(separator: "/") }
    let files = Set(paths).count
    let longest = parts.map(\.count).max() ?? 1
    for length in 1..<max(2, longest) {
      let names = parts.map { $0.suffix(length).joined(separator: "/") }
      if Set(names).count == files { return names }
    }
    return paths
  }
}
