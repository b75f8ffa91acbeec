internal import Diagnostics

extension SpecConsistency {
  /// Keys about lines and characters, where files have none.
  func checkForms(_ format: SourceFormat) {
    checkForm(data.form, format)
    for fact in data.facts { checkForm(data.form(of: fact), fact.format) }
    for join in data.joins { checkForm(data.form(of: join), join.format) }
  }

  private func checkForm(_ form: FileForm, _ format: SourceFormat) {
    guard let skip = form.skip, format == .parquet || format == .jsonLines else { return }
    faults.error(
      .misplacedKey, at: skip.place, "\"skip\" does not apply to \(format == .parquet ? "Parquet" : "JSON") files",
      remedy: "leave it out, or name text files with a header")
  }
}
