internal import Dispatch

/// Runs an actor on a thread of its own queue, so that a C call that blocks for minutes stalls no other task.
///
/// Swift's own pool has one thread per core and would starve.
final class QueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(label: String) {
    queue = DispatchQueue(label: label, qos: .userInitiated)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let unowned = UnownedJob(job)
    queue.async {
      unowned.runSynchronously(on: self.asUnownedSerialExecutor())
    }
  }
}
