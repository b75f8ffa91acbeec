/// The folder of this package, told by the place of this file.
package let packageFolder: String = #filePath.split(separator: "/", omittingEmptySubsequences: false)
  .dropLast(3).joined(separator: "/")
