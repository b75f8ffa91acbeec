/// Every estimator; a test compares the list with the folder.
package enum Estimators {
  package static let all: [any Estimator.Type] = [DeltaMethod.self, MiettinenNurminen.self]
}
