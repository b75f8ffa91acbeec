/// What an object says under a key.
enum Stated<Value> {
  case absent
  /// It is there and wrong, which has been reported.
  case faulty
  case value(Value)

  var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }

  /// Whether the key is there, sound or not.
  var isStated: Bool {
    if case .absent = self { false } else { true }
  }

  var isFaulty: Bool {
    if case .faulty = self { true } else { false }
  }
}

extension ObjectReader {
  /// - Parameter read: gives nil after it has reported a fault.
  func stated<Value>(_ key: String, _ read: (ValueReader) -> Value?) -> Stated<Value> {
    guard let reader = value(key) else { return .absent }
    return read(reader).map(Stated.value) ?? .faulty
  }
}
