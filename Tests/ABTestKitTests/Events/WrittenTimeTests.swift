import TestSupport
import Testing

/// However times are written, an analysis that is told so has the numbers of one of ISO times.
@Suite struct WrittenTimeTests {
  private func results(_ timed: TimedExample) async throws -> String {
    let folder = try ScratchFolder()
    try timed.write(to: folder)
    let outcome = try await Binary.run(["analyze", "spec.json", "--quiet"], in: folder)
    #expect(outcome.code == 0, "\(outcome.errors)")
    return try #require(folder.text(of: "results.csv"))
  }

  @Test(arguments: TimeStyle.others.indices) func areReadAsSaid(index: Int) async throws {
    let style = TimeStyle.others[index]
    let said = "\"time_format\": \"\(style.format ?? "")\""
    let truth = try await results(TimedExample())
    #expect(try await results(TimedExample(style: style, data: said + ", ")) == truth, "\(style.name)")
    // The orders alone, by the fact and by the column.
    #expect(try await results(TimedExample(ofOrders: style, fact: ", " + said)) == truth, "\(style.name)")
    let column = "\"columns\": { \"at\": { \(said) } }, "
    #expect(try await results(TimedExample(ofOrders: style, data: column)) == truth, "\(style.name)")
  }

  /// A local clock is that of the zone of the data; numbers since 1970 are of UTC.
  @Test(arguments: [0, 1, 2, 4, 9]) func localClocksAreThoseOfTheZone(index: Int) async throws {
    let style = TimeStyle.others[index]
    let zone = "\"timezone\": \"America/New_York\", "
    let truth = try await results(TimedExample(data: zone))
    let found = try await results(
      TimedExample(style: style, data: zone + "\"time_format\": \"\(style.format ?? "")\", "))
    #expect(found == truth, "\(style.name)")
  }
}
