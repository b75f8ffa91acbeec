internal import Diagnostics
internal import Inference

/// What made this report, so that it can be made again byte for byte.
struct ProvenanceSection {
  let provenance: Provenance
  /// Of the experiment.
  let name: String

  var blocks: [Block] {
    var lines: [Phrase] = [
      "abtest \(provenance.toolVersion), GSL \(provenance.gslVersion), \(provenance.engine)",
      "spec \(name), SHA-256 \(provenance.specSHA256)",
    ]
    lines += provenance.sources.map { source -> Phrase in
      let hash = source.sha256.map { "SHA-256 \($0)" } ?? "too large for a fingerprint"
      // Gzip and zip end with a checksum, which was verified; the pages of Parquet have none that engines look at.
      let caution: Phrase = source.name.lowercased().hasSuffix(".parquet") ? ", read without a checksum of its own" : ""
      return "source \(source.name), \(.count(source.bytes)) bytes, \(hash)\(caution)"
    }
    lines.append("seed \(String(provenance.seed))")
    return [.heading(2, "Provenance"), .bullets(lines)]
  }
}
