internal import Tables

/// The SHA-256 of a text or of a file, by the engine's own function.
package struct Fingerprint: Need {
  private let subject: FingerprintSubject

  package init(_ subject: FingerprintSubject) { self.subject = subject }

  package func step(_ known: Answers, in dialect: any SQLDialect) -> Step<String> {
    .select(dialect.fingerprint(subject)) { table in
      guard case .text(let hashes)? = table?.columns.first, let hash = hashes.first ?? nil else {
        throw MalformedResult(column: "fingerprint")
      }
      return .done(hash)
    }
  }

  /// Rows in memory have no file to vouch for.
  package func answer(in table: MemoryTable, _ known: Answers) -> String { "" }
}
