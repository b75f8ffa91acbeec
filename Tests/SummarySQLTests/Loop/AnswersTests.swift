import LayerSupport
import Planning
import Tables
import TestSupport
import Testing

@testable import SummarySQL

/// The loop in which needs are met, on needs that are made up.
@Suite struct AnswersTests {
  /// A number that is one more than the sum of those that it depends on.
  private struct Sum: Need {
    let name: String
    var parts: [Sum] = []
    var passes = 1
    /// Is only asked for where the sum of the parts is even.
    var further: [Sum] = []

    func prerequisites(_ known: Answers) -> [any Need] {
      let isEven = parts.allSatisfy { known[optional: $0].map { $0.isMultiple(of: 2) } ?? false }
      return parts + (isEven ? further : [])
    }
    func passes(_ known: Answers) -> Int { passes }
    func step(_ known: Answers, in dialect: any SQLDialect) -> Step<Int> { .done(value(known)) }
    func answer(in table: MemoryTable, _ known: Answers) -> Int { value(known) }
    private func value(_ known: Answers) -> Int { parts.reduce(1) { $0 + known[$1] } }
  }

  /// Writes down what it is asked.
  private final class Recorder: Reader {
    private(set) var asked: [String] = []
    private(set) var further: [Int] = []
    /// The name of a need that cannot be met.
    let broken: String?

    init(broken: String? = nil) { self.broken = broken }

    struct Broken: Error, Equatable { let name: String }

    func answer<N: Need>(_ need: N, _ known: Answers, further: () -> Int) throws -> N.Answer {
      let name = (need as? Sum)?.name ?? "?"
      asked.append(name)
      self.further.append(further())
      if name == broken { throw Broken(name: name) }
      return try need.answer(in: MemoryTable([]), known)
    }
  }

  @Test func prerequisitesAreMetFirstAndEachNeedOnce() async throws {
    let bottom = Sum(name: "bottom")
    let (left, right) = (Sum(name: "left", parts: [bottom]), Sum(name: "right", parts: [bottom, bottom]))
    let top = Sum(name: "top", parts: [left, right])
    let recorder = Recorder()
    let answers = try await Answers([top, right, bottom], by: recorder)
    #expect(recorder.asked == ["bottom", "left", "right", "top"])
    // 1, 2, 3 and 1 + 2 + 3.
    #expect([bottom, left, right, top].map { answers[$0] } == [1, 2, 3, 6])
  }

  /// The parts of the first sum to 2, so that it depends on another one; those of the second to 1.
  @Test func anAnswerMayShowWhatElseThereIsToKnow() async throws {
    let two = Sum(name: "two", parts: [Sum(name: "one")])
    let recorder = Recorder()
    _ = try await Answers(
      [
        Sum(name: "first", parts: [two], further: [Sum(name: "more")]),
        Sum(name: "second", parts: [Sum(name: "one")], further: [Sum(name: "never")]),
      ], by: recorder)
    #expect(recorder.asked == ["one", "two", "more", "first", "second"])
  }

  @Test func whatIsKnownIsNotAskedAgain() async throws {
    let one = Sum(name: "one")
    var answers = try await Answers([one], by: Recorder())
    let later = Recorder()
    try await answers.learn([one, Sum(name: "two", parts: [one])], by: later)
    #expect(later.asked == ["two"])
    #expect(answers[optional: Sum(name: "three")] == nil)
  }

  @Test func aReaderThatThrowsEndsTheLoop() async throws {
    let recorder = Recorder(broken: "left")
    let top = Sum(name: "top", parts: [Sum(name: "left"), Sum(name: "right")])
    await #expect(throws: Recorder.Broken(name: "left")) { try await Answers([top], by: recorder) }
    #expect(recorder.asked == ["left"])
  }

  @Test func aCancelledTaskAsksNothingMore() async throws {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      let recorder = Recorder()
      await #expect(throws: CancellationError.self) { try await Answers([Sum(name: "one")], by: recorder) }
      return recorder.asked
    }
    #expect(await task.value.isEmpty)
  }

  /// Of needs with 1, 2 and 4 passes, each counted once.
  @Test func passesThatFollowAreForeseen() async throws {
    let (one, two) = (Sum(name: "one", passes: 1), Sum(name: "two", passes: 2))
    let recorder = Recorder()
    _ = try await Answers([Sum(name: "four", parts: [one, two], passes: 4), two], by: recorder)
    #expect(recorder.asked == ["one", "two", "four"] && recorder.further == [6, 4, 0])
  }
}
