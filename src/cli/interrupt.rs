//! Ctrl-C and the system's polite request to end: what was done is kept, the rest is left at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Exit status after an interruption, as shells have it: 128 and the signal's number.
const INTERRUPTED: i32 = 130;
/// How long a build may take to keep what it did.
const GRACE: Duration = Duration::from_millis(600);

/// Whether somebody wants the program to end.
#[derive(Default)]
pub struct Interrupt {
    asked: AtomicBool,
    /// Whether a build is under way that looks at `asked` and keeps what it did.
    building: AtomicBool,
}

impl Interrupt {
    /// Listens from now on. `restore` puts the terminal in order before the program ends.
    pub fn listen(restore: impl Fn() + Send + 'static) -> Arc<Self> {
        let interrupt = Arc::new(Self::default());
        listen(Arc::clone(&interrupt), restore);
        interrupt
    }

    /// Whether the build shall end.
    pub fn asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    /// Says that a build is under way, or is no more.
    pub fn building(&self, building: bool) {
        self.building.store(building, Ordering::Relaxed);
    }
}

/// Ends the program.
pub fn leave() -> ! {
    std::process::exit(INTERRUPTED)
}

#[cfg(unix)]
fn listen(interrupt: Arc<Interrupt>, restore: impl Fn() + Send + 'static) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    // Without it the system ends the program, which leaves no file half-written either.
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP]) else { return };
    std::thread::spawn(move || {
        for _ in signals.forever() {
            let again = interrupt.asked.swap(true, Ordering::Relaxed);
            if !again && interrupt.building.load(Ordering::Relaxed) {
                // The build ends the program when it has kept what it did; this is for one that hangs.
                std::thread::spawn(|| {
                    std::thread::sleep(GRACE);
                    leave()
                });
                continue;
            }
            restore();
            leave()
        }
    });
}

#[cfg(not(unix))]
fn listen(_: Arc<Interrupt>, _: impl Fn() + Send + 'static) {}
