//! Work of engines that may never end, such as a loop in a template: it is waited for, then left to itself.
//! An engine that breaks down takes only its own work with it.
//!
//! What counts is the processor time that the work can have had, not the time on the wall: on a
//! machine with other things to do the same work takes longer, and is no less sound.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Bytes of stack: layouts of deeply nested blocks recurse.
const STACK: usize = 16 << 20;

/// How often is looked whether the work has had its time.
const GLANCE: Duration = Duration::from_millis(50);

/// How many times the limit is waited for on the wall when the machine gives no processor time.
const LOADED: u32 = 12;

/// Works under way, those that were left to themselves too: they go on taking their share.
static UNDER_WAY: AtomicU32 = AtomicU32::new(0);

thread_local! {
    /// What does the work of this thread, which waits: a pool of one, kept between two pieces of work,
    /// since a new one would begin with an empty stack and an empty store of memory every time. typst
    /// spreads work over the pool it runs in, so a document stays on its own thread and the others
    /// are left to other documents. It ends with this thread.
    static HAND: RefCell<Option<ThreadPool>> = const { RefCell::new(None) };
}

/// What the threads are called on which engines work.
const ENGINE: &str = "engine";

/// Why a work gives nothing.
pub enum Failure {
    /// It takes longer than it may.
    Late,
    /// The engine broke down: a mistake of its own, whatever it was given.
    Broken,
}

/// A hand, where the system has another thread to give.
fn hand() -> Option<ThreadPool> {
    ThreadPoolBuilder::new().num_threads(1).thread_name(|_| ENGINE.into()).stack_size(STACK).build().ok()
}

/// Keeps engines that break down from writing to the terminal: there is a finding about it.
pub fn keep_quiet() {
    let other = panic::take_hook();
    panic::set_hook(Box::new(move |about| {
        if std::thread::current().name() != Some(ENGINE) {
            other(about);
        }
    }));
}

/// What `work` gives, unless it takes longer than `limit`. It runs on a thread of its own, which goes on
/// until the program ends: nothing can stop it.
///
/// # Errors
/// Why it gives nothing.
pub fn within<T: Send + 'static>(limit: Duration, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    let Some(hand) = HAND.take().or_else(hand) else {
        // A system that gives no thread still has this one.
        return Ok(work());
    };
    let (sender, receiver) = mpsc::channel();
    let told = move || {
        let _under_way = UnderWay::begin();
        // Nobody listens any more when the time is over.
        sender.send(catch_unwind(AssertUnwindSafe(work))).ok();
    };
    hand.spawn(told);
    let mut taken = Taken::default();
    loop {
        match receiver.recv_timeout(GLANCE) {
            Ok(result) => {
                HAND.set(Some(hand));
                return result.map_err(|_| Failure::Broken);
            }
            Err(RecvTimeoutError::Timeout) if !taken.is_over(limit) => {}
            Err(_) => return Err(Failure::Late),
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
