/// Bounds on what is read as a spec: far above what people write, far below what could hurt.
package enum SpecLimits {
  /// The largest file in bytes; a caller may compare before it reads.
  package static let fileSize = 1 << 20
  /// The deepest nesting of objects and lists.
  package static let nesting = 64
  /// The longest expression in characters.
  package static let expressionLength = 10_000
  /// The deepest nesting of an expression; a chain of `+`, `-`, `*`, `/` counts once per operator, one of `and` or `or`
  /// once.
  package static let expressionDepth = 64
}
