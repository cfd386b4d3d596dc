//! Work that may never end, such as a loop in a template: it is waited for, then left to itself.

use std::cell::RefCell;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

/// Bytes of stack: layouts of deeply nested blocks recurse.
const STACK: usize = 16 << 20;

/// A thread that does the work of another one, which waits.
struct Hand {
    work: Sender<Box<dyn FnOnce() + Send>>,
    thread: JoinHandle<()>,
}

thread_local! {
    /// The hand of this thread between two pieces of work: a new one for each would begin with an
    /// empty stack and an empty store of memory every time. It ends with this thread.
    static HAND: RefCell<Option<Hand>> = const { RefCell::new(None) };
}

impl Hand {
    fn new() -> Option<Self> {
        let (work, given) = mpsc::channel::<Box<dyn FnOnce() + Send>>();
        let thread = Builder::new().stack_size(STACK).spawn(move || given.into_iter().for_each(|work| work()));
        Some(Self { work, thread: thread.ok()? })
    }
}

/// What `work` gives, or nothing when it takes longer than `limit`. It runs on a thread of its own,
/// which goes on until the program ends: nothing can stop it.
pub fn within<T: Send + 'static>(limit: Duration, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let Some(hand) = HAND.take().or_else(Hand::new) else {
        // A system that gives no thread still has this one.
        return Some(work());
    };
    let (sender, receiver) = mpsc::channel();
    let told = move || {
        // Nobody listens any more when the time is over.
        sender.send(work()).ok();
    };
    // It listens until it panics, and then it is not kept.
    hand.work.send(Box::new(told)).ok();
    match receiver.recv_timeout(limit) {
        Ok(result) => {
            HAND.set(Some(hand));
            Some(result)
        }
        Err(RecvTimeoutError::Timeout) => None,
        Err(RecvTimeoutError::Disconnected) => match hand.thread.join() {
            Ok(()) => None,
            Err(panic) => std::panic::resume_unwind(panic),
        },
    }
}
