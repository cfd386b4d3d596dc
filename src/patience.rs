//! Work that may never end, such as a loop in a template: it is waited for, then left to itself.
//!
//! What counts is the processor time that the work can have had, not the time on the wall: on a
//! machine with other things to do the same work takes longer, and is no less sound.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

/// Bytes of stack: layouts of deeply nested blocks recurse.
const STACK: usize = 16 << 20;

/// How often is looked whether the work has had its time.
const GLANCE: Duration = Duration::from_millis(50);

/// How many times the limit is waited for on the wall when the machine gives no processor time.
const LOADED: u32 = 12;

/// Works under way, those that were left to themselves too: they go on taking their share.
static UNDER_WAY: AtomicU32 = AtomicU32::new(0);

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
        let _under_way = UnderWay::begin();
        // Nobody listens any more when the time is over.
        sender.send(work()).ok();
    };
    // It listens until it panics, and then it is not kept.
    hand.work.send(Box::new(told)).ok();
    let mut taken = Taken::default();
    loop {
        match receiver.recv_timeout(GLANCE) {
            Ok(result) => {
                HAND.set(Some(hand));
                return Some(result);
            }
            Err(RecvTimeoutError::Timeout) if taken.is_over(limit) => return None,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => match hand.thread.join() {
                Ok(()) => return None,
                Err(panic) => std::panic::resume_unwind(panic),
            },
        }
    }
}

/// Counts a work as long as it runs, however it ends.
struct UnderWay;

impl UnderWay {
    fn begin() -> Self {
        UNDER_WAY.fetch_add(1, Ordering::Relaxed);
        Self
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        UNDER_WAY.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What a work has taken so far.
#[derive(Default)]
struct Taken {
    wall: Duration,
    /// Its part of the program's processor time: a work may use threads of others (rayon's), so no
    /// single thread's time tells, and all works under way get alike.
    share: Duration,
    before: Option<Duration>,
}

impl Taken {
    /// Looks again, a [`GLANCE`] after the last time.
    fn is_over(&mut self, limit: Duration) -> bool {
        self.wall += GLANCE;
        let now = processor_time();
        if let (Some(before), Some(now)) = (self.before, now) {
            self.share += now.saturating_sub(before) / UNDER_WAY.load(Ordering::Relaxed).max(1);
        }
        self.before = now;
        // Where processor time is not told, a machine may be four times as slow as it should be.
        let had = if now.is_some() { self.share >= limit } else { self.wall >= limit * 4 };
        self.wall >= limit && had || self.wall >= limit * LOADED
    }
}

/// What all threads of the program have taken, where the system tells.
#[cfg(unix)]
fn processor_time() -> Option<Duration> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::try_from(time).ok()
}

#[cfg(not(unix))]
fn processor_time() -> Option<Duration> {
    None
}
