import Testing

@testable import Engines

@Suite struct ArrowFormatTests {
  @Test(
    arguments: [
      ("n", .null), ("b", .boolean), ("c", .signed(bytes: 1)), ("s", .signed(bytes: 2)), ("i", .signed(bytes: 4)),
      ("l", .signed(bytes: 8)), ("C", .unsigned(bytes: 1)), ("S", .unsigned(bytes: 2)), ("I", .unsigned(bytes: 4)),
      ("L", .unsigned(bytes: 8)), ("f", .float), ("g", .double), ("u", .string(offsetBytes: 4)),
      ("U", .string(offsetBytes: 8)), ("vu", .stringView), ("tdD", .date), ("d:38,0", .decimal(scale: 0, bytes: 16)),
      ("d:18,3,128", .decimal(scale: 3, bytes: 16)), ("d:9,2,32", .decimal(scale: 2, bytes: 4)),
      ("d:18,2,64", .decimal(scale: 2, bytes: 8)), ("tss:", .timestamp(.seconds, hasZone: false)),
      ("tsm:", .timestamp(.milliseconds, hasZone: false)), ("tsu:UTC", .timestamp(.microseconds, hasZone: true)),
      ("tsn:", .timestamp(.nanoseconds, hasZone: false)),
    ] as [(String, ArrowFormat)])
  func knowsTheFormat(text: String, format: ArrowFormat) {
    #expect(ArrowFormat(text) == format)
  }

  @Test(arguments: [
    "", "e", "z", "Z", "w:16", "ttu", "tin", "tdm", "tD", "+l", "+s", "d:76,0,256", "d:5", "d:x,y", "tsx:",
  ])
  func refusesTheFormat(text: String) {
    #expect(ArrowFormat(text) == nil)
  }
}
