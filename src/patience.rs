//! Work that may never end, such as a loop in a template: it is waited for, then left to itself.

use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::Builder;
use std::time::Duration;

/// Bytes of stack: layouts of deeply nested blocks recurse.
const STACK: usize = 16 << 20;

/// What `work` gives, or nothing when it takes longer than `limit`. It runs on a thread of its own,
/// which goes on until the program ends: nothing can stop it.
pub fn within<T: Send + 'static>(limit: Duration, work: impl Fn() -> T + Send + Sync + 'static) -> Option<T> {
    let work = Arc::new(work);
    let (sender, receiver) = mpsc::channel();
    let own = Arc::clone(&work);
    let thread = Builder::new().stack_size(STACK).spawn(move || {
        // Nobody listens any more when the time is over.
        sender.send(own()).ok();
    });
    let Ok(thread) = thread else {
        // A system that gives no thread still has this one.
        return Some(work());
    };
    match receiver.recv_timeout(limit) {
        Ok(result) => Some(result),
        Err(RecvTimeoutError::Timeout) => None,
        Err(RecvTimeoutError::Disconnected) => match thread.join() {
            Ok(()) => None,
            Err(panic) => std::panic::resume_unwind(panic),
        },
    }
}
