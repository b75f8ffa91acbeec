/// The page of the documentation that shows how often the decision errs.
///
/// Apart from the time that it took, it follows from the seed.
package struct ErrorArticle {
  package let calibration: Calibration
  /// What each study found, in the order of the list.
  package let sections: [(study: any ErrorStudy.Type, section: ErrorSection)]
  /// What the simulation took on all processors together, as the page says it.
  package let time: String

  package init(
    _ calibration: Calibration, sections: [(study: any ErrorStudy.Type, section: ErrorSection)], time: String
  ) {
    (self.calibration, self.sections, self.time) = (calibration, sections, time)
  }

  package var text: String {
    let promises = ErrorTable(
      header: ErrorPromise.header, rows: sections.flatMap { $0.section.promises.map(\.cells) })
    return
      ([introduction, findings, "## What is promised", reading, promises.text]
      + sections.flatMap { study, section in
        ["## \(study.title)", section.words] + section.tables.map(\.text)
      } + [time]).joined(separator: "\n\n") + "\n"
  }
}
