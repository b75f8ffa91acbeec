package import Inference

/// What a reader needs to make the same report again; no clock, no duration, no path of a machine, no number of threads.
public struct Provenance: Sendable, Equatable {
  public struct Source: Sendable, Equatable {
    /// The name as the spec writes it.
    public let name: String
    public let bytes: Int
    /// The hash of the file's bytes; nil for a file too large to read twice.
    public let sha256: String?

    public init(name: String, bytes: Int, sha256: String?) {
      self.name = name
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  public let toolVersion: String
  public let gslVersion: String
  public let engine: String
  public let specSHA256: String
  public let sources: [Source]
  public let seed: UInt64

  public init(
    toolVersion: String, gslVersion: String, engine: String, specSHA256: String, sources: [Source], seed: UInt64
  ) {
    self.toolVersion = toolVersion
    self.gslVersion = gslVersion
    self.engine = engine
    self.specSHA256 = specSHA256
    self.sources = sources
    self.seed = seed
  }
}

extension Provenance {
  package var record: Record {
    [
      "abtest": .text(toolVersion), "gsl": .text(gslVersion), "engine": .text(engine),
      "spec_sha256": .text(specSHA256),
      "sources": .list(
        sources.map { ["name": .text($0.name), "bytes": .count($0.bytes), "sha256": .text($0.sha256)] }),
      "seed": .count(Int(truncatingIfNeeded: seed)),
    ]
  }
}
