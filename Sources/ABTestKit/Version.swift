/// The version of the program and of the library.
public let abtestVersion = "0.1.0"
