import TestSupport

extension ExampleGroup {
  /// Files in containers, encodings and forms of their own, and what is no text file at all.
  static let files = ExampleGroup("files.txt") {
    let rows = (1...40).map { "\($0),\($0 % 2 == 0 ? "old" : "new"),\($0 % 3 == 0 ? 1 : 0)\n" }.joined()
    let table = "user,variant,sold\n" + rows
    let bytes = Array(table.utf8)
    return [
      Example("titles without a setting", "Sales report\nAll users\n" + table),
      Example("titles", "Sales report\nAll users\n" + table, SmallSpec { $0.data += ", \"skip\": 2" }),
      Example("titles beyond the file", table, SmallSpec { $0.data += ", \"skip\": 99" }),
      Example("a blank line below the title", "Sales\n\n" + table, SmallSpec { $0.data += ", \"skip\": 1" }),
      Example("a fault below titles", "Sales\n" + table + "41,old\n", SmallSpec { $0.data += ", \"skip\": 1" }),
      Example(
        "a fault below comments", "# by hand\n" + table + "# the last one\n41,old\n",
        SmallSpec { $0.data += ", \"comment\": \"#\"" }),
      Example("skip of Parquet", source: "units.parquet", data: ", \"skip\": 1", bytes),
      Example("skip of no lines", table, SmallSpec { $0.data += ", \"skip\": 0" }),
      Example("a comment of two characters", table, SmallSpec { $0.data += ", \"comment\": \"//\"" }),
      Example("a blank as comment", table, SmallSpec { $0.data += ", \"comment\": \" \"" }),
      Example("an unknown encoding", table, SmallSpec { $0.data += ", \"encoding\": \"ansi\"" }),
      Example("an unknown format", table, SmallSpec { $0.data += ", \"format\": \"excel\"" }),
      Example(
        "a delimiter that the file contradicts", "sep=,\n" + table, SmallSpec { $0.data += ", \"delimiter\": \";\"" }),
      Example(
        "bytes that are no character", source: "units.csv", data: ", \"encoding\": \"windows-1252\"",
        bytes + [0x81, 0x2C, 0x6F, 0x6C, 0x64, 0x2C, 0x31, 0x0A]),
      Example("half a character of UTF-16", source: "units.csv", [0xFF, 0xFE] + bytes.flatMap { [$0, 0] } + [0x41]),
      Example("Latin-1 without a setting", source: "units.csv", bytes + [0xE9] + Array("a,old,1\n".utf8)),
      Example("an ending that says nothing", source: "units.dat", bytes),
      Example("a format for it", source: "units.dat", data: ", \"format\": \"csv\"", bytes),
      Example("a workbook by name", source: "units.xlsx", bytes),
      Example("a workbook under another name", source: "units.csv") { folder in
        try folder.write(
          Compressed.zip([("[Content_Types].xml", bytes), ("xl/workbook.xml", bytes)], .deflated), to: "units.csv")
      },
      Example(
        "an old workbook", source: "units.csv",
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 600)),
      Example("a page", source: "units.csv", Array("<html><table><tr><td>1</td></tr></table></html>".utf8)),
      Example(
        "objects under the name of text", source: "units.csv",
        Array("[{\"user\": 1, \"variant\": \"old\", \"sold\": 1}]".utf8)),
      Example(
        "UTF-16 without its mark", source: "units.csv",
        Array("user,variant,sold\n1,old,1\n".utf16).flatMap { [UInt8($0), 0] }),
      Example("Parquet under the name of text", source: "units.csv") { folder in
        try DuckDBWriter.write("select 1 as user, 'old' as variant, true as sold", to: folder("a.parquet"))
        try folder.write(folder.bytes(of: "a.parquet") ?? [], to: "units.csv")
      },
      Example("an archive of two files", source: "units.zip") { folder in
        try folder.write(Compressed.zip([("a.csv", bytes), ("b.csv", bytes)], .deflated), to: "units.zip")
      },
      Example(
        "an object that is cut", source: "units.jsonl",
        Array("{\"user\":1,\"variant\":\"old\",\"sold\":1}\n\n{\"user\":".utf8)),
      Example("a list with an object that is none", source: "units.json", Array("[{\"user\":1}, {oops}]".utf8)),
      Example(
        "objects in Latin-1", source: "units.jsonl",
        Array("{\"user\":\"".utf8) + [0xE9] + Array("\",\"variant\":\"old\"}".utf8)),
      Example("an archive of another format", source: "units.zip") {
        try $0.write(Compressed.zip([("units.tsv", bytes)], .deflated), to: "units.zip")
      },
      Example("folders of any depth", source: "**/*.csv") { try $0.write(table, to: "a/b/units.csv") },
      Example("a control character as delimiter", table, SmallSpec { $0.data += ", \"delimiter\": \"\\u0001\"" }),
      Example("a zst that is cut short", source: "units.csv.zst") { folder in
        try DuckDBWriter.write("select 1 as user, 'old' as variant, 1 as sold", to: folder("units.csv.zst"))
        try folder.write(folder.bytes(of: "units.csv.zst")?.dropLast(6) ?? [], to: "units.csv.zst")
      },
      Example("an archive of none", source: "units.zip") { try $0.write(Compressed.zip([], .stored), to: "units.zip") },
      Example("an archive of a form of its own", source: "units.zip") {
        try $0.write(Compressed.zip([("a.csv", bytes)], .bzip2), to: "units.zip")
      },
      Example("an archive that is cut short", source: "units.zip") {
        try $0.write(Compressed.zip([("a.csv", bytes)], .deflated).dropLast(20), to: "units.zip")
      },
      Example("a damaged gz", source: "units.csv.gz") { folder in
        var gz = try Compressed.gzip(bytes)
        gz[40] ^= 8
        try folder.write(gz, to: "units.csv.gz")
      },
      Example("zstd under another name", source: "units.csv", [0x28, 0xB5, 0x2F, 0xFD] + bytes),
      Example(
        "zstd in an encoding", source: "units.csv.zst", data: ", \"encoding\": \"latin-1\"",
        [0x28, 0xB5, 0x2F, 0xFD] + bytes),
      Example("a list of objects beside lines", source: "units*.jsonl") { folder in
        try folder.write("{\"user\":1,\"variant\":\"old\",\"sold\":1}\n", to: "units1.jsonl")
        try folder.write("[{\"user\":2,\"variant\":\"new\",\"sold\":1}]\n", to: "units2.jsonl")
      },
      Example("delimiters that differ", source: "units*.csv") { folder in
        try folder.write("sep=,\n" + table, to: "units1.csv")
        try folder.write("sep=;\n" + table.split(separator: ",").joined(separator: ";"), to: "units2.csv")
      },
      Example("a folder of Parquet without files", source: "units/") { try $0.write("", to: "units/readme.txt") },
      Example("a source that a report would replace") { folder in
        try folder.write(table, to: "results.csv")
        try folder.write(SmallSpec { $0.source = "results.csv" }.json, to: "spec.json")
      },
    ]
  }
}
