import Inference
import Reporting
import Statistics
import Testing

/// Numbers of a document as a person reads them: the rules of `NumberStyle`, applied to what the document says of each.
@Suite struct QuantityTextTests {
  @Test func anIntervalDecidesTheDigitsOfItsNumber() {
    // The ends lie 0.48 apart, as far as four standard errors of 0.12 do, of which two digits are shown.
    let interval = Interval(1.034, 1.514)
    #expect(Quantity.estimate(1.234, interval, in: .plain).text == "1.23 (1.03 to 1.51)")
    #expect(Quantity.estimate(1.234, interval, in: .difference).text == "+1.23 (+1.03 to +1.51)")
    #expect(Quantity.value(1.234, within: interval, in: .plain).text == "1.23")
    let lift = Quantity.estimate(0.1234, Interval(0.1034, 0.1514), in: .lift)
    #expect(lift.text == "+12.3\u{A0}% (+10.3\u{A0}% to +15.1\u{A0}%)")
  }

  @Test func whatIsMissingIsADash() {
    #expect(Quantity.estimate(nil, Interval(0, 1), in: .plain).text == "—")
    #expect(Quantity.p(nil).text == "—")
    #expect(Quantity.numberWithInterval(nil, Interval(0, .infinity), NumberScale(.plain)).text == "— (0.00 to ∞)")
  }

  @Test func aPValueIsAnEquationInASentence() {
    #expect(Quantity.p(0.03149).text == "0.031")
    #expect(("exact \(p: 0.03149)" as Phrase).text == "exact p = 0.031")
    #expect(("exact \(p: 0.00002)" as Phrase).text == "exact p < 0.001")
  }

  /// With the two digits of the standard error the lower end would read as the null value itself.
  @Test func anEndShowsOnWhichSideOfTheNullValueItLies() {
    let scale = NumberScale(.difference, resolution: 0.1, null: 0)
    let interval = Interval(0.0021, 0.4)
    #expect(Quantity.interval(interval, scale).text == "+0.002 to +0.40")
    #expect(Quantity.interval(interval, NumberScale(.difference, resolution: 0.1)).text == "0.00 to +0.40")
  }

  @Test func aPhraseKeepsItsNumbers() {
    let phrase: Phrase = "\(.count(12_345)) of \("all") units"
    #expect(phrase.parts == [.quantity(.count(12_345)), .text(" of all units")])
    #expect(phrase.text == "12\u{A0}345 of all units")
    #expect((["a", "\(.exact(0.5))"] as [Phrase]).joined(separator: ", ") == "a, \(.exact(0.5))")
  }
}
