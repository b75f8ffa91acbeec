import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The process around the commands: what the system allows it, and what becomes of its output.
@main
enum Main {
  static func main() async {
    // The runtime would print where every thread is, and go on.
    signal(SIGQUIT, SIG_DFL)
    // A limit on the size of files is an error of writing, not the end.
    signal(SIGXFSZ, SIG_IGN)
    if let fault = ProcessLimits.fault {
      Console.error("abtest: \(fault)")
      exit(2)
    }
    // Help and version are printed by a library that does not look whether anyone could read them.
    atexit(failIfUnread)
    await ABTest.main()
  }
}

/// Ends the process with the code of a world that failed where what it printed could not be written.
private func failIfUnread() {
  if fflush(nil) != 0, errno != EPIPE { _exit(2) }
}
