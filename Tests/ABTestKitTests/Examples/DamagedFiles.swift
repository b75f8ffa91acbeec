import TestSupport

extension ExampleGroup {
  /// Data files that are not what their names say.
  static let damagedFiles = ExampleGroup("source-faults.txt") {
    return [
      Example("a missing source") { folder in
        try folder.write(SmallSpec { $0.source = "unit.csv" }.json, to: "spec.json")
        try folder.write("", to: "units.csv")
      },
      Example("a missing source in an empty folder") { try $0.write(SmallSpec().json, to: "spec.json") },
      Example("a missing folder") { try $0.write(SmallSpec { $0.source = "data/units.csv" }.json, to: "spec.json") },
      Example("an empty file", ""),
      Example("an empty gz", source: "units.csv.gz", emptyGzip),
      Example("a blank first line", "\nuser,variant,sold\n1,old,0\n"),
      Example("a header and no rows", "user,variant,sold\n"),
      Example("a header without a line break", "user,variant,sold"),
      Example("semicolons in a csv", "user;variant;sold\n1;old;0\n2;new;1\n"),
      Example("commas in a tsv", source: "units.tsv", Array("user,variant,sold\n1,old,0\n2,new,1\n".utf8)),
      Example("two columns of one name", "user,variant,sold,sold\n1,old,0,1\n2,new,1,1\n"),
      Example("two columns that differ only in case", "user,variant,sold,SOLD\n1,old,0,1\n2,new,1,1\n"),
      Example("a column without a name", ",user,variant,sold\n0,1,old,0\n1,2,new,1\n"),
      Example(
        "text that is not UTF-8", source: "units.csv",
        Array("user,variant,sold\n1,old,0\n2,n".utf8) + [0xE9] + Array("w,1\n".utf8)),
      Example(
        "a header that is not UTF-8", source: "units.csv",
        [0xE9] + Array("user,variant,sold\n1,old,0\n2,new,1\n".utf8)),
      Example("a quote that is never closed", "user,variant,sold\n1,old,0\n2,\"new,1\n3,old,0\n"),
      Example("a row with too few fields", "user,variant,sold\n1,old,0\n2,new\n3,old,0\n"),
      Example("a row with too many fields", "user,variant,sold\n1,old,0\n2,new,1,5\n3,old,0\n"),
      Example("a truncated gz", source: "units.csv.gz") { folder in
        try DuckDBWriter.write(
          "select i as user, case when i % 2 = 0 then 'old' else 'new' end as variant, i % 3 = 0 as sold from range(5000) t(i)",
          to: folder("whole.csv.gz"))
        try folder.write(folder.bytes(of: "whole.csv.gz")?.prefix(4000) ?? [], to: "units.csv.gz")
      },
      Example("a truncated gz under a pattern", source: "day-*.csv.gz") { folder in
        for day in 1...3 {
          try DuckDBWriter.write(
            "select i + \(5000 * day) as user, case when i % 2 = 0 then 'old' else 'new' end as variant, i % 3 = 0 as sold from range(5000) t(i)",
            to: folder("day-\(day).csv.gz"))
        }
        try folder.write(folder.bytes(of: "day-2.csv.gz")?.prefix(4000) ?? [], to: "day-2.csv.gz")
      },
      Example("a gz that is not a gz", source: "units.csv.gz", Array("user,variant,sold\n1,old,0\n2,new,1\n".utf8)),
      Example(
        "a parquet that is not a parquet", source: "units.parquet", Array("user,variant,sold\n1,old,0\n2,new,1\n".utf8)),
      Example("a parquet without its end", source: "units.parquet") { folder in
        try DuckDBWriter.write("select 1 as user, 'old' as variant, true as sold", to: folder("whole.parquet"))
        try folder.write(folder.bytes(of: "whole.parquet")?.dropLast(30) ?? [], to: "units.parquet")
      },
      Example("zero bytes in a csv", source: "units.csv", Array("user,variant,sold\n1,old,0\n2,new,\u{0}1\n".utf8)),
      Example(
        "a line of three megabytes",
        "user,variant,sold\n1,old,0\n2,new,1\n3," + String(repeating: "x", count: 3_000_000) + ",0\n"),
      Example("a folder as source") { folder in
        try folder.makeFolder("units.csv")
        try folder.write(SmallSpec().json, to: "spec.json")
      },
    ]
  }
}
