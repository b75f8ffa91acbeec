import Distributions
import Testing

@Suite struct RootTests {
  @Test func findsTheRootOfACubic() throws {
    let root = try #require(Root.brent(in: 0...2) { $0 * $0 * $0 - 2 })
    #expect(abs(root - 1.259_921_049_894_873_2) <= 4 * root.ulp)
  }

  @Test func takesAnEndThatIsARoot() {
    #expect(Root.brent(in: 1...2) { $0 - 1 } == 1)
    #expect(Root.brent(in: 1...2) { $0 - 2 } == 2)
  }

  @Test func refusesABracketWithoutChangeOfSign() {
    #expect(Root.brent(in: 1...2) { $0 } == nil)
  }

  @Test func refusesWhatIsNotANumber() {
    #expect(Root.brent(in: 0...1) { _ in .nan } == nil)
    #expect(Root.brent(in: 0...1) { $0 == 0 ? -.infinity : 1 } == nil)
    #expect(Root.brent(in: -1...1) { abs($0) < 0.9 ? .nan : $0 } == nil)
  }

  @Test func findsARootCloseToZero() throws {
    let root = try #require(Root.brent(in: -1...1) { $0 - 1e-200 })
    #expect(abs(root - 1e-200) <= 1e-210)
  }
}
