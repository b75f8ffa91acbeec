import Diagnostics

extension ValueReader {
  /// Two or more variants with names and labels of their own, one of them the control.
  func variants() -> [VariantSpec]? {
    guard let elements = elements() else { return nil }
    guard elements.count >= 2 else {
      faults.error(
        .tooFewVariants, at: place, "\(name) has \(elements.count), but an experiment compares two or more",
        remedy: "add { \"name\": ... } for each variant, one with \"control\": true")
      return nil
    }
    let variants = elements.compactMap { $0.variant() }
    checkNames(variants)
    // What is missing among faulty variants cannot be told.
    guard variants.count == elements.count else { return nil }
    checkControl(variants)
    checkWeights(variants)
    return variants
  }

  private func variant() -> VariantSpec? {
    guard let object = ObjectReader(node, "a variant", .variant, faults: faults) else { return nil }
    let name = object.value("name")?.displayName()
    let control = object.value("control")?.flag()
    let weight = object.value("weight").map {
      $0.number("0 or more", remedy: "write the planned share, for example 1", where: { $0 >= 0 })
    }
    let values = object.value("values").map { $0.variantLabels() }
    let sources = object.value("source")?.sources() ?? []
    let columns = object.value("columns").map { $0.variantColumns() } ?? []
    let dose = object.value("dose").map { $0.number("a number", remedy: "write for example 1.5") { _ in true } }
    // Whether a faulty or misspelled control is meant to be one cannot be told.
    guard control != nil || !object.mentions("control") else { return nil }
    guard let name, let columns, let weight = weight ?? Positioned(1, at: place),
      let labels = values ?? [VariantLabel(parts: [name.value], place: name.place)],
      dose.map({ $0 != nil }) ?? true
    else { return nil }
    return VariantSpec(
      name: name, isControl: control?.value ?? false, weight: weight,
      statesWeight: object.mentions("weight"), labels: labels, sources: sources,
      columns: columns, dose: dose ?? nil)
  }

  /// `{ "clicks": "control_clicks", "n": "control_n" }`
  private func variantColumns() -> [VariantColumn]? {
    guard case .object(let members) = node.value else {
      return mismatch("an object", remedy: "write { \"clicks\": \"control_clicks\", \"n\": \"control_n\" }")
    }
    if members.isEmpty {
      faults.error(
        .outOfRange, at: place, "\(name) is empty", remedy: "name the variant's columns, or leave the key out")
      return nil
    }
    var all: [VariantColumn] = []
    for member in members {
      guard
        let column = ValueReader(member.value, "the column \(quoted(member.key.value))", faults: faults).label()
      else { return nil }
      all.append(VariantColumn(name: Positioned(member.key.value, at: member.key.place), column: column))
    }
    return all
  }

  /// Labels of one column as texts, of several columns as lists of texts.
  private func variantLabels() -> [VariantLabel]? {
    guard let elements = elements() else { return nil }
    if elements.isEmpty {
      faults.error(
        .outOfRange, at: place, "\(name) is empty, so no row would belong to the variant",
        remedy: "name the labels in the data, or leave the key out")
      return nil
    }
    var seen = Set<[String]>()
    return elements.compactMap { element -> VariantLabel? in
      let parts: [String]? =
        if case .array = element.node.value {
          element.elements()?.compactMap { $0.label()?.value }
        } else {
          element.label().map { [$0.value] }
        }
      guard let parts else { return nil }
      guard seen.insert(parts).inserted else {
        faults.error(
          .duplicateLabel, at: element.place, "\(name) has \(quoted(parts.joined(separator: ", "))) twice",
          remedy: "remove one of them")
        return nil
      }
      return VariantLabel(parts: parts, place: element.place)
    }
  }

  private func checkNames(_ variants: [VariantSpec]) {
    var names = Set<String>()
    var owners: [[String]: String] = [:]
    for variant in variants {
      guard names.insert(variant.name.value).inserted else {
        faults.error(
          .duplicateVariant, at: variant.name.place, "two variants are named \(quoted(variant.name.value))",
          remedy: "rename one of them")
        continue
      }
      for label in variant.labels {
        // A variant with files of its own has no label.
        guard variant.sources.isEmpty else { continue }
        if let owner = owners[label.parts] {
          faults.error(
            .duplicateLabel, at: label.place,
            "the label \(quoted(label.parts.joined(separator: ", "))) already belongs to the variant \(quoted(owner))",
            remedy: "give each label to one variant")
        } else {
          owners[label.parts] = variant.name.value
        }
      }
    }
  }

  private func checkControl(_ variants: [VariantSpec]) {
    let controls = variants.filter(\.isControl)
    guard let first = controls.first else {
      faults.error(.noControl, at: place, "no variant is the control", remedy: "add \"control\": true to one variant")
      return
    }
    for other in controls.dropFirst() {
      faults.error(
        .severalControls, at: other.name.place,
        "the variant \(quoted(other.name.value)) is a second control in addition to \(quoted(first.name.value))",
        remedy: "keep \"control\": true for one variant only")
    }
  }

  private func checkWeights(_ variants: [VariantSpec]) {
    if let control = variants.first(where: { $0.isControl && $0.weight.value == 0 }) {
      faults.error(
        .noWeight, at: control.weight.place, "the control \(quoted(control.name.value)) has the weight 0",
        remedy: "give it its planned share of the units")
    } else if variants.filter({ $0.weight.value > 0 }).count < 2 {
      faults.error(
        .noWeight, at: place, "only one variant has a weight greater than 0",
        remedy: "give a weight above 0 to the variants that are compared with the control")
    } else if !variants.reduce(0, { $0 + $1.weight.value }).isFinite {
      faults.error(
        .outOfRange, at: place, "the weights are too large to be added",
        remedy: "write small numbers, for example 9 and 1")
    }
  }
}
