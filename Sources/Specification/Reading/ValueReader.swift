package import Diagnostics

/// Gives out one value as the type that is needed, or reports what was found instead and gives nil.
package struct ValueReader {
  package let node: SpecNode
  /// The value as a message names it: `"alpha"`, `an element of "attributes"`.
  package let name: String
  /// Whether the value may be left out.
  package let isOptional: Bool
  package let faults: FaultCollector

  package init(_ node: SpecNode, _ name: String, isOptional: Bool = false, faults: FaultCollector) {
    self.node = node
    self.name = name
    self.isOptional = isOptional
    self.faults = faults
  }

  package var place: SourcePlace { node.place }

  package func flag() -> Positioned<Bool>? {
    guard case .bool(let value) = node.value else {
      return mismatch("true or false", remedy: "write true or false, without quotes")
    }
    return Positioned(value, at: place)
  }

  /// A number that fulfils a condition; the requirement completes `must be ...`.
  package func number(_ requirement: String, remedy: String, where condition: (Double) -> Bool) -> Positioned<Double>? {
    guard case .number(let text, let value) = node.value else { return mismatch("a number", remedy: remedy) }
    guard condition(value) else {
      faults.error(
        .outOfRange, at: place, "\(name) must be \(requirement), found \(shortened(text))", remedy: remedy)
      return nil
    }
    return Positioned(value, at: place)
  }

  /// A list; its elements are named after it.
  package func elements() -> [ValueReader]? {
    guard case .array(let nodes) = node.value else { return mismatch("a list", remedy: "put it in brackets: [ ... ]") }
    return nodes.map { ValueReader($0, "an element of \(name)", faults: faults) }
  }

  /// Reports a value of the wrong type.
  package func mismatch<Value>(_ expected: String, remedy: String? = nil) -> Value? {
    var remedy = remedy
    if isOptional, case .null = node.value { remedy = "leave the key out if there is no value" }
    faults.error(.wrongType, at: place, "\(name) must be \(expected), found \(node.description)", remedy: remedy)
    return nil
  }
}
