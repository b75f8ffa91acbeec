/// Every dialect; a test compares the list with the folder.
package enum SQLDialects {
  package static let all: [any SQLDialect.Type] = [DuckDBDialect.self]
}
