/// The word that a misspelled one probably stands for.
///
/// The distance is that of optimal string alignment (insertions, deletions, substitutions and swaps of neighbors, each
/// 1), compared without regard to case. A suggestion may differ in one character per three, at least one; of equally
/// near words one with the same letters wins, then the first.
package func suggestion(for word: String, among words: [String]) -> String? {
  let limit = max(1, word.count / 3)
  guard word.count <= 60 else { return nil }
  var best: (word: String, distance: Int)?
  for candidate in words {
    let distance = editDistance(Array(word.lowercased()), Array(candidate.lowercased()))
    guard distance <= limit, distance < candidate.count else { continue }
    // Two letters that changed places are likelier than one too many.
    let isCloser = best.map { best in
      distance < best.distance
        || distance == best.distance && letters(candidate) == letters(word) && letters(best.word) != letters(word)
    }
    if isCloser ?? true { best = (candidate, distance) }
  }
  return best?.word
}

/// The characters of a word, whatever their order.
private func letters(_ word: String) -> [Character] { word.lowercased().sorted() }

/// The optimal string alignment distance, over three rows of the usual table.
package func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for row in left.indices {
    var current = [row + 1]
    for column in right.indices {
      let substitution = last[column] + (left[row] == right[column] ? 0 : 1)
      var distance = min(substitution, last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        distance = min(distance, beforeLast[column - 1] + 1)
      }
      current.append(distance)
    }
    (beforeLast, last) = (last, current)
  }
  return last[right.count]
}
