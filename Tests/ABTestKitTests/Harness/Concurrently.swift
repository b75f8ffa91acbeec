/// What becomes of each item, in their order; the programs that the work starts take turns (`Binary.places`).
func concurrently<Item: Sendable, Answer: Sendable>(
  _ items: [Item], _ work: @escaping @Sendable (Item) async throws -> Answer
) async throws -> [Answer] {
  try await withThrowingTaskGroup(of: (Int, Answer).self) { group in
    for (index, item) in items.enumerated() { group.addTask { (index, try await work(item)) } }
    var answers: [Int: Answer] = [:]
    for try await (index, answer) in group { answers[index] = answer }
    return items.indices.compactMap { answers[$0] }
  }
}
