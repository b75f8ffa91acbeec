import TestSupport
import Testing

/// Comments name articles of the documentation, as in Methods/quantiles, "Ties": whoever reads them can open these.
@Suite struct ArticleTests {
  static let catalog = "Sources/ABTestKit/ABTestKit.docc"
  static let articles = SourceFile.all(in: catalog, endings: ["md"])
  static let methods = articles.filter { $0.path.hasPrefix("\(catalog)/Methods/") }

  /// Every text in which an article may be named.
  static let files =
    ["Sources", "Tests", "Scripts", "Benchmarks", "experiments", "notebooks"].flatMap {
      SourceFile.all(in: $0, endings: ["swift", "md", "py", "R", "sh"])
    }
    + [
      "Scripts/setup", "Scripts/experiments", "Scripts/deletion-test", "Package.swift", "Makefile", "README.md",
      "CHANGELOG.md", "CONTRIBUTING.md",
    ].compactMap(SourceFile.init)

  /// Written in two parts, so that this file may be checked like all others.
  static let absent = "methods" + ".md"

  @Test func noFileNamesATextThatIsNotHere() {
    #expect(Self.files.count > 500)
    for file in Self.files { #expect(!file.text.contains(Self.absent), "\(file.path) names \(Self.absent)") }
  }

  @Test func everyArticleThatIsNamedExists() {
    var found = 0
    for file in Self.files {
      for mention in Self.mentions(after: "Methods/", in: file.text) {
        found += 1
        Self.check(mention, among: Self.methods, in: file)
      }
    }
    #expect(found > 150)
  }

  @Test func everyLinkBetweenArticlesLeadsToOne() {
    for article in Self.articles {
      for mention in Self.mentions(after: "<doc:", in: article.text) {
        Self.check(mention, among: Self.articles, in: article)
      }
    }
  }

  @Test func theFrontPageLeadsToEveryArticle() throws {
    let front = try #require(SourceFile("\(Self.catalog)/ABTestKit.md"))
    #expect(!Self.methods.isEmpty)
    for article in Self.articles where article.path != front.path {
      #expect(front.text.contains("- <doc:\(article.name)>"), "\(article.path)")
    }
  }

  /// The reader of mentions itself, on a break of the line and on a mention without a heading.
  @Test func readsMentions() {
    let comment = "/// Values tie (Methods/quantiles,\n  /// \"Small\n  /// samples\"), clusters do (Methods/clusters)."
    #expect(
      Self.mentions(after: "Methods/", in: comment) == [
        Mention(article: "quantiles", heading: "Small samples"), Mention(article: "clusters", heading: nil),
      ])
    #expect(
      Self.mentions(after: "<doc:", in: "see <doc:0001-exact-sums>, and <doc:clusters>, \"The row\"") == [
        Mention(article: "0001-exact-sums", heading: nil), Mention(article: "clusters", heading: "The row"),
      ])
  }

  struct Mention: Equatable {
    let article: String
    /// The text between quotation marks after the name and a comma.
    let heading: String?
  }

  /// What is named after a word that announces an article; lines of comments are read as one.
  private static func mentions(after word: String, in text: String) -> [Mention] {
    let lines = text.split(separator: "\n").map { $0.drop { " /".contains($0) } }
    return lines.joined(separator: " ").split(separator: word, omittingEmptySubsequences: false).dropFirst()
      .compactMap { part in
        let name = part.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
        let rest = part[name.endIndex...].drop { $0 == ">" }
        let heading = rest.hasPrefix(", \"") ? rest.dropFirst(3).prefix { $0 != "\"" } : nil
        return name.isEmpty ? nil : Mention(article: String(name), heading: heading.map(String.init))
      }
  }

  private static func check(_ mention: Mention, among articles: [SourceFile], in file: SourceFile) {
    guard let article = articles.first(where: { $0.name == mention.article }) else {
      Issue.record("\(file.path) names the article \(mention.article), which does not exist")
      return
    }
    guard let heading = mention.heading else { return }
    let exists = article.lines.contains { $0.hasPrefix("#") && $0.drop { "# ".contains($0) } == heading }
    #expect(exists, "\(file.path) names \(mention.article), \"\(heading)\"")
  }
}
