package import Terms

extension Expression {
  /// The expression with the use of every column filled in; nil after a fault, which is then in the collector.
  ///
  /// - Parameters:
  ///   - type: what the whole must give; `.unknown` leaves it open.
  ///   - name: the whole as a message names it: `"where"`.
  package func checked(as type: ExpressionType, name: String, text: PlacedText, faults: FaultCollector)
    -> TypedExpression?
  {
    var checker = ExpressionChecker(faults: faults)
    let root = checker.checked(self, as: type, by: name)
    return checker.failed ? nil : TypedExpression(root: root, type: root.type, text: text)
  }
}

extension ValueReader {
  /// An expression that gives a value of this type; its syntax or its faults of type are reported.
  package func expression(as type: ExpressionType) -> TypedExpression? {
    guard let text = text() else { return nil }
    do throws(SyntaxFault) {
      return try ExpressionParser.parse(text).checked(as: type, name: name, text: text, faults: faults)
    } catch {
      faults.add(error.diagnostic)
      return nil
    }
  }
}
