/// Every design; a test compares the list with the folder.
package enum Designs {
  package static let all: [any Design.Type] = [FixedHorizon.self]
}
