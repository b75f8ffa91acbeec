internal import Diagnostics

extension SpecConsistency {
  /// Keys about lines and characters, where no file has such.
  func checkForms(_ format: SourceFormat) {
    let others = data.facts.map { ($0.form, $0.format) } + data.joins.map { ($0.form, $0.format) }
    for (form, format) in others {
      for key in form.keys { check(key, [format]) }
    }
    for key in data.form.keys {
      // Title lines belong to one source; the other keys also hold for facts and second tables that say nothing else.
      check(key, [format] + (key.name == "skip" ? [] : others.map(\.1)))
    }
  }

  private func check(_ key: FileForm.Key, _ formats: [SourceFormat]) {
    guard key.formats.isDisjoint(with: formats) else { return }
    let kinds = [(SourceFormat.parquet, "Parquet"), (.jsonLines, "JSON")].filter { formats.contains($0.0) }.map(\.1)
    let needed = key.formats.contains(.jsonLines) ? "text files" : "text files with a header"
    faults.error(
      .misplacedKey, at: key.place, "\(quoted(key.name)) does not apply to \(kinds.joined(separator: " and ")) files",
      remedy: "leave it out, or name \(needed)")
  }
}

extension FileForm {
  fileprivate struct Key {
    let name: String
    let place: SourcePlace
    /// Those that have what the key is about.
    let formats: Set<SourceFormat>

    init?(_ name: String, _ place: SourcePlace?, _ formats: Set<SourceFormat>) {
      guard let place else { return nil }
      (self.name, self.place, self.formats) = (name, place, formats)
    }
  }

  fileprivate var keys: [Key] {
    [
      Key("encoding", encoding?.place, [.csv, .tsv, .jsonLines]), Key("delimiter", delimiter?.place, [.csv, .tsv]),
      Key("comment", comment?.place, [.csv, .tsv]), Key("skip", skip?.place, [.csv, .tsv]),
    ].compactMap(\.self)
  }
}
