internal import Diagnostics
internal import Terms

extension ExperimentSpec {
  /// The largest spec in bytes; a caller may refuse a larger file before it reads it.
  public static let largestFile = SpecLimits.fileSize

  /// Reads a spec from the bytes of its file and reports all faults at once.
  ///
  /// - Parameters:
  ///   - bytes: JSON in UTF-8, with or without a byte-order mark.
  ///   - file: the path as diagnostics are to show it.
  /// - Returns: The spec, unless one of the diagnostics is an error; warnings do not prevent a spec.
  public static func parse(bytes: [UInt8], file: String) -> ParsedSpec {
    let faults = FaultCollector()
    let draft = read(bytes, file, faults)
    return ParsedSpec(
      spec: faults.hasErrors ? nil : draft, draft: draft, diagnostics: DiagnosticList(faults.diagnostics))
  }

  private static func read(_ bytes: [UInt8], _ file: String, _ faults: FaultCollector) -> ExperimentSpec? {
    if [".yaml", ".yml"].contains(where: file.lowercased().hasSuffix) {
      faults.error(
        .notSupportedYet, at: SourcePlace(file: file, line: 1, column: 1), "a spec in YAML is not supported yet",
        remedy: "write it as JSON")
      return nil
    }
    guard let root = JSONParser.parse(bytes: bytes, file: file, faults: faults),
      let object = ObjectReader(root, "the spec", .experiment, faults: faults)
    else { return nil }
    return ExperimentSpec(object, file: file)
  }

  private init?(_ object: ObjectReader, file: String) {
    _ = object.value("abtest")?.version()
    let name = object.value("name")?.slug()
    let title = object.value("title")?.string()
    let hypothesis = object.value("hypothesis")?.string()
    let owner = object.value("owner")?.string()
    let notes = object.value("notes")?.string()
    let randomized = object.value("randomized")?.flag()
    let start = object.value("start")?.moment()
    let end = object.value("end")?.moment()
    let data = object.value("data")?.data()
    let variants = object.value("variants")?.variants()
    let contrasts = object.value("contrasts").map { $0.contrasts(variants) } ?? .againstControl
    let metrics = object.value("metrics")?.metrics()
    let strataChoices = object.value("strata")?.columnChoices(duplicate: .duplicateAttribute) ?? []
    let segmentChoices = object.value("segments")?.columnChoices(duplicate: .duplicateAttribute) ?? []
    let (strata, segments) = (strataChoices.map(\.name), segmentChoices.map(\.name))
    let inference = object.value("inference").map { $0.inference() } ?? InferenceSpec.default
    let families = object.value("families").map { $0.families(of: metrics, inference?.correction ?? .auto) } ?? []
    let decision = object.value("decision").map { $0.decision() } ?? .standard
    // Without data there is nothing to look names up in; anything else that is faulty is left out of the draft.
    guard let data = data?.adding(strataChoices + segmentChoices, metrics ?? [], object.faults) else { return nil }
    let consistency = SpecConsistency(
      data: data, variants: variants ?? [], metrics: metrics ?? [], areVariantsKnown: variants != nil,
      faults: object.faults)
    guard let format = consistency.format() else { return nil }
    consistency.check()
    consistency.checkForms(format)
    consistency.checkPeriod(start, end)
    consistency.checkExactTests(strata)
    consistency.checkRowTests(inference?.correction ?? .auto, object.value("inference")?.place)
    consistency.checkAssignment(strata)
    consistency.checkMetricTypes(strata)
    consistency.checkRoles()
    consistency.checkClaims(contrasts ?? .againstControl)
    consistency.checkAttributes(strata, "strata")
    consistency.checkAttributes(segments, "segments")
    self.init(
      file: file, name: name ?? Positioned("", at: object.place), title: title?.value, hypothesis: hypothesis?.value,
      owner: owner?.value, notes: notes?.value, randomized: randomized?.value ?? true, start: start, end: end,
      data: data,
      format: format, variants: variants ?? [], contrasts: contrasts ?? .againstControl,
      metrics: (metrics ?? []).map { $0.asking(atMost: decision?.defaultMargin) },
      strata: strata + data.strata, segments: segments, inference: inference ?? .default, families: families ?? [],
      decision: decision ?? .standard)
  }
}

extension DataSpec {
  /// With what segments, strata and metrics make of the columns; a column that is made for segments or strata is an attribute.
  fileprivate func adding(_ choices: [ColumnChoice], _ metrics: [MetricSpec], _ faults: FaultCollector) -> DataSpec {
    var data = self
    let made = choices.compactMap(\.computed)
    data.computed = faults.unique(computed + made + metrics.flatMap(\.computedCovariates))
    let known = Set(attributes.map(\.value))
    var seen = Set<String>()
    data.attributes += made.map(\.name).filter { !known.contains($0.value) && seen.insert($0.value).inserted }
    return data
  }

  /// Independent trials are compared within what pairs their rows.
  fileprivate var strata: [Positioned<String>] { trialsAreUnits ? [pair].compactMap(\.self) : [] }
}

extension ValueReader {
  /// The version of the grammar, of which there is one.
  fileprivate func version() -> Int? {
    guard case .number(let text, let value) = node.value else {
      return mismatch("the number 1", remedy: "write \"abtest\": 1")
    }
    guard value == 1 else {
      faults.error(
        .unknownVersion, at: place, "version \(shortened(text)) of the spec format is unknown",
        remedy: "write \"abtest\": 1, or use a newer version of abtest")
      return nil
    }
    return 1
  }

  /// A name of 1 to 80 characters a-z, 0-9 and -, which serves as part of file names.
  fileprivate func slug() -> Positioned<String>? {
    guard let text = text() else { return nil }
    let name = text.text
    let isSlug = { (scalar: Unicode.Scalar) in
      ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "-"
    }
    guard !name.isEmpty, name.unicodeScalars.count <= 80, name.unicodeScalars.allSatisfy(isSlug) else {
      let proposal = String(String.UnicodeScalarView(name.lowercased().unicodeScalars.map { isSlug($0) ? $0 : "-" }))
      let words = proposal.split(separator: "-").joined(separator: "-").prefix(60)
      faults.error(
        .invalidName, at: place, "the name \(quoted(name)) must be 1 to 80 characters from a-z, 0-9 and -",
        remedy: words.isEmpty ? "write for example \"new-checkout\"" : "write for example \(quoted(String(words)))")
      return nil
    }
    return Positioned(name, at: place)
  }
}
