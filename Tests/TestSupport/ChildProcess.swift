import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A program that a test starts, with its output in files, so that no pipe fills up.
package struct ChildProcess: Sendable {
  package struct Outcome: Sendable {
    /// The exit code; 128 and the signal's number for a process that a signal ended.
    package let code: Int
    package let output: String
    package let errors: String
  }

  package struct CannotStart: Error {
    package let program: String
    package let code: Int32
  }

  private let identifier: pid_t
  private let logs: ScratchFolder

  /// - Parameter environment: the whole environment of the child.
  package init(
    _ program: String, _ arguments: [String], in folder: String, environment: [String: String]
  ) throws {
    logs = try ScratchFolder()
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, logs("output"), O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, logs("errors"), O_WRONLY | O_CREAT, 0o600)
    // The shell changes the folder and becomes the program: same process, same signals.
    let command = ["sh", "-c", #"cd "$0" && exec "$@""#, folder, program] + arguments
    var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    var settings: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in words + settings { free(pointer) } }
    var identifier = pid_t()
    let code = posix_spawn(&identifier, "/bin/sh", &actions, nil, &words, &settings)
    guard code == 0 else { throw CannotStart(program: program, code: code) }
    self.identifier = identifier
  }

  package func send(_ signal: Int32) { kill(identifier, signal) }

  /// Waits for the end, on a thread of its own: the few threads of the other tests must not stand still.
  package func wait() async -> Outcome {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: waitBlocking()) }
    }
  }

  /// Waits on the calling thread.
  package func waitBlocking() -> Outcome {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return Outcome(
      code: Int(signal == 0 ? (status >> 8) & 0xFF : 128 + signal), output: logs.text(of: "output") ?? "",
      errors: logs.text(of: "errors") ?? "")
  }
}
