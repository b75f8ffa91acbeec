internal import Diagnostics

/// What is wrong with a variant as it was typed; the description names the argument, its value and the remedy.
public struct QuickFault: Error, Sendable, Equatable, CustomStringConvertible {
  public let description: String

  struct Place: Sendable {
    let position: Int
    let text: String

    func says(_ finding: String, _ remedy: String) -> QuickFault {
      QuickFault("argument \(position), '\(shortened(text))', \(finding); \(remedy)")
    }
  }

  init(_ description: String) { self.description = description }
}
